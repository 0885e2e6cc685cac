package dev.livereload.maven;

import java.util.Arrays;
import java.util.List;

/**
 * Keeps what libraries log of their start out of Maven's log, until it is closed. Maven 3 logs by
 * SLF4J's simple logger, which asks for these properties when a logger is made; what the user has
 * set stays.
 */
final class QuietLoggers implements AutoCloseable {

  private static final String PREFIX = "org.slf4j.simpleLogger.log.";

  private final List<String> set;

  private QuietLoggers(List<String> set) {
    this.set = set;
  }

  /** Has loggers below {@code names} log warnings and errors alone. */
  static QuietLoggers of(String... names) {
    List<String> set =
        Arrays.stream(names)
            .map(name -> PREFIX + name)
            .filter(property -> System.getProperty(property) == null)
            .toList();
    set.forEach(property -> System.setProperty(property, "warn"));
    return new QuietLoggers(set);
  }

  @Override
  public void close() {
    set.forEach(System::clearProperty);
  }
}
