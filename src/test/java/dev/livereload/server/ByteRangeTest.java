package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {

  private static final long SIZE = 10;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 0, 10, bytes 0-9/10",
    "bytes=0-0, 0, 1, bytes 0-0/10",
    "bytes=2-5, 2, 4, bytes 2-5/10",
    "bytes=2-999, 2, 8, bytes 2-9/10",
    "bytes=9-, 9, 1, bytes 9-9/10",
    "bytes=-1, 9, 1, bytes 9-9/10",
    "bytes=-10, 0, 10, bytes 0-9/10",
    "bytes=-999, 0, 10, bytes 0-9/10",
    "'bytes= 2-5 ', 2, 4, bytes 2-5/10",
    "bytes=0-999999999999999999, 0, 10, bytes 0-9/10",
    "bytes=10-, 10, 0, bytes */10",
    "bytes=10-20, 10, 0, bytes */10",
    "bytes=999999999999999999-, 999999999999999999, 0, bytes */10",
    "bytes=-0, 10, 0, bytes */10"
  })
  void isAPart(String header, long first, long length, String contentRange) {
    ByteRange range = ByteRange.parse(header, SIZE).orElseThrow();
    assertEquals(new ByteRange(first, length), range);
    assertEquals(contentRange, range.contentRange(SIZE));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=0-1,3-4",
        "bytes=0-1,",
        "bytes=a-b",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=0x1-2",
        "lines=0-1",
        "bytes:0-1",
        "0-1",
        "bytes=9999999999999999999-",
        "bytes=-9999999999999999999",
        "bytes=1-2-3",
        "bytes=\u0661-"
      })
  void isTheWholeFile(@Nullable String header) {
    assertEquals(Optional.empty(), ByteRange.parse(header, SIZE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-5", "bytes=-0"})
  void ofAnEmptyFileThereIsNoPart(String header) {
    assertEquals("bytes */0", ByteRange.parse(header, 0).orElseThrow().contentRange(0));
  }
}
