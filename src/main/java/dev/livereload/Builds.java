package dev.livereload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is built when files change, and how.
 *
 * @param rules the commands
 * @param folder in which they run, absolute; globs with a slash begin there
 * @param timeout after which a run is stopped
 * @param colours whether commands are asked to print in colours though no terminal reads them
 */
public record Builds(List<Rule> rules, Path folder, Duration timeout, boolean colours) {

  /**
   * Time for a run that has no limit of its own: a large project compiles in less, and a command
   * that never ends is noticed before anybody looks for the reason elsewhere.
   */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  /**
   * A command, and the files whose change starts it.
   *
   * @param glob without a slash a name at any depth, with one the path from the folder
   * @param command for the shell of the system
   */
  public record Rule(String glob, String command) {}

  /** Nothing is built. */
  public static final Builds NONE = new Builds(List.of(), Path.of("").toAbsolutePath());

  public Builds {
    rules = List.copyOf(rules);
  }

  /** Builds with the default limit and without colours. */
  public Builds(List<Rule> rules, Path folder) {
    this(rules, folder, DEFAULT_TIMEOUT, false);
  }
}
