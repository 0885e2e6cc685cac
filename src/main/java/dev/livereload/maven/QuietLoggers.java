package dev.livereload.maven;

import java.util.Arrays;
import java.util.List;

/**
 * Keeps what libraries log of their start out of Maven's log, until it is closed. Maven logs by
 * SLF4J's simple logger, which asks for these properties when a logger is made; what the user has
 * set stays.
 */
final class QuietLoggers implements AutoCloseable {

  private static final String MAVEN_3 = "org.slf4j.simpleLogger.log.";

  // Which warns each time that it finds the other one.
  private static final String MAVEN_4 = "maven.logger.log.";

  private final List<String> set;

  private QuietLoggers(List<String> set) {
    this.set = set;
  }

  /**
   * Has loggers below {@code names} log warnings and errors alone.
   *
   * @param version of Maven
   */
  static QuietLoggers of(String version, String... names) {
    String prefix = version.startsWith("3.") ? MAVEN_3 : MAVEN_4;
    List<String> set =
        Arrays.stream(names)
            .map(name -> prefix + name)
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
