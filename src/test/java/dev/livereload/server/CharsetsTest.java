package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CharsetsTest {

  private static final String UTF = ";charset=utf-8";

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("text/html", "", UTF_8, UTF),
        Arguments.of("text/html", "<p>\u00fc", UTF_8, UTF),
        Arguments.of("text/html", "\ufeff<p>\u00fc", UTF_8, UTF),
        Arguments.of("text/html", "<p>\u00fc", ISO_8859_1, ""),
        Arguments.of("text/html", "<meta charset=windows-1251>", UTF_8, ""),
        Arguments.of("text/html", "<META  Content='a; CHARSET=x'>", UTF_8, ""),
        Arguments.of("text/html", "<?xml version='1.0' encoding='x'?>", UTF_8, ""),
        Arguments.of("text/html", "x".repeat(1024) + "<meta charset=x>", UTF_8, UTF),
        Arguments.of("text/html", "<p>\u00fc", UTF_16, ""),
        Arguments.of("text/html", "\ufeff<p>\u00fc", UTF_16LE, ""),
        Arguments.of("text/css", "@charset \"x\";", UTF_8, ""),
        Arguments.of("text/css", " @charset \"x\";", UTF_8, UTF),
        Arguments.of("text/javascript", "'\ud83d\udc93'", UTF_8, UTF),
        Arguments.of("text/plain", "\u00fc".repeat(10_000), UTF_8, UTF),
        Arguments.of("text/plain", "\u00fc".repeat(10_000), ISO_8859_1, ""),
        Arguments.of("application/json", "\"\u00fc\"", UTF_8, ""),
        Arguments.of("image/svg+xml", "<svg/>", UTF_8, ""));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isSaidWhereNobodyElseSaysAnother(String type, String text, Charset charset, String suffix) {
    assertEquals(type + suffix, Charsets.contentType(type, text.getBytes(charset)));
  }

  @Test
  void aCharacterThatIsCutOffIsWhole() {
    byte[] cut = {'a', (byte) 0xE3, (byte) 0x81};
    assertEquals("text/plain" + UTF, Charsets.contentType("text/plain", cut));
  }
}
