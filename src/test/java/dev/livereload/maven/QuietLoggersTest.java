package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuietLoggersTest {

  @ParameterizedTest
  @CsvSource({
    "3.8.7, org.slf4j.simpleLogger.log.",
    "3.9.11, org.slf4j.simpleLogger.log.",
    "4.0.0-rc-6, maven.logger.log."
  })
  void theSetUpOfTheLogIsWhatItWasAfterwards(String version, String prefix) {
    System.setProperty(prefix + "test.own", "debug");
    try {
      try (QuietLoggers quiet = QuietLoggers.of(version, "test.own", "test.other")) {
        assertEquals("warn", System.getProperty(prefix + "test.other"), quiet::toString);
        assertEquals("debug", System.getProperty(prefix + "test.own"));
      }
      assertNull(System.getProperty(prefix + "test.other"));
      assertEquals("debug", System.getProperty(prefix + "test.own"));
    } finally {
      System.clearProperty(prefix + "test.own");
    }
  }
}
