package dev.livereload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
   * What is run, and the files whose change starts it.
   *
   * @param name what tells it from others, for people; empty to be named after the program
   * @param globs without a slash a name at any depth, with one the path from the folder
   * @param command for the shell of the system
   * @param task what runs in this JVM in its place
   * @param takesTurns whether it never runs beside another one that does, since they write the same
   *     files
   */
  public record Rule(
      String name, List<String> globs, String command, Optional<Task> task, boolean takesTurns) {

    public Rule {
      globs = List.copyOf(globs);
    }

    /** A command, started by the files of one glob, and named after the program that it runs. */
    public Rule(String glob, String command) {
      this("", List.of(glob), command, Optional.empty(), false);
    }
  }

  /** A build that runs in this JVM. Thread-safe. */
  @FunctionalInterface
  public interface Task {

    /**
     * Runs until it is done, on a thread of its own. Neither the timeout nor a further change ends
     * it early.
     *
     * @return why it failed, in lines as its tool would print them, in which its problems are
     *     found; nothing where it was good
     */
    Optional<List<String>> run();
  }

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
