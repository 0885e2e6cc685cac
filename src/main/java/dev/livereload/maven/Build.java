package dev.livereload.maven;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is built when files change, as a POM says it: goals of Maven, or a command. */
public final class Build {

  // Set by Maven, by these names.
  private @Nullable String name;
  private @Nullable String files;
  private @Nullable String goals;
  private @Nullable String command;

  /** Makes one that says nothing yet, for Maven to fill in. */
  public Build() {}

  /** Makes one that runs {@code goals} when a source of the project changes. */
  static Build of(String goals) {
    Build build = new Build();
    build.goals = goals;
    return build;
  }

  /** Returns what tells it from others, for people; empty to be named after what it runs. */
  String name() {
    return name == null ? "" : name.strip();
  }

  /** Returns the globs of the files whose change starts it; none for the project's sources. */
  List<String> files() {
    return words(files);
  }

  /** Returns the goals and phases to run; none where a command is. */
  List<String> goals() {
    return words(goals);
  }

  /** Returns the command for the shell; nothing where goals are run. */
  Optional<String> command() {
    return Optional.ofNullable(command).map(String::strip).filter(line -> !line.isEmpty());
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isBlank()
        ? List.of()
        : Arrays.asList(text.strip().split("\\s+", -1));
  }
}
