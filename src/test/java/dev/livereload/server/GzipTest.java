package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GzipTest {

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "GZIP, true",
    "'gzip, deflate, br, zstd', true",
    "'br;q=1.0, gzip;q=0.8, *;q=0.1', true",
    "'deflate , gzip ; q=0.5', true",
    "gzip;q=0, false",
    "'gzip; q = 0.000', false",
    "'br, gzip;q=0', false",
    "gzip;q=0.001, true",
    "x-gzip, false",
    "gzipped, false",
    "br, false",
    "identity, false",
    "*, false",
    "'', false",
    ", false"
  })
  void isAcceptedWhereItIsNamed(@Nullable String header, boolean accepted) {
    assertEquals(accepted, Gzip.accepts(header));
  }
}
