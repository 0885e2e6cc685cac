package dev.livereload.build;

import java.util.List;
import java.util.Optional;

/**
 * What to build, as it is asked for.
 *
 * @param name what tells it from others; empty to be named after what the command runs
 * @param globs the files whose change starts it
 * @param command for the shell
 * @param task what runs in this JVM in its place
 * @param takesTurns whether it never runs beside another one that does
 */
public record BuildRule(
    String name, List<String> globs, String command, Optional<Task> task, boolean takesTurns) {

  /** A build that runs in this JVM. Thread-safe. */
  @FunctionalInterface
  public interface Task {

    /**
     * Runs until it is done, on a thread of its own. Nothing can end it early.
     *
     * @return why it failed, in lines as its tool would print them; nothing where it was good
     */
    Optional<List<String>> run();
  }

  public BuildRule {
    globs = List.copyOf(globs);
  }

  /** A command, started by the files of one glob. */
  public BuildRule(String glob, String command) {
    this("", List.of(glob), command, Optional.empty(), false);
  }
}
