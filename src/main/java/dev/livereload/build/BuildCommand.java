package dev.livereload.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is run, and the files whose change starts it.
 *
 * @param name what tells it from the others, for people
 * @param globs as they were given, for people
 * @param sources which files start it
 * @param line what the shell is given
 * @param task what runs in its place
 * @param takesTurns whether it never runs beside another one that does
 */
record BuildCommand(
    String name,
    String globs,
    List<SourceGlob> sources,
    String line,
    Optional<BuildRule.Task> task,
    boolean takesTurns) {

  // Words before the one that says what is run.
  private static final Set<String> STARTERS =
      Set.of(
          "npx", "npm", "pnpm", "yarn", "bun", "bunx", "run", "exec", "dlx", "env", "node", "deno",
          "python", "python3", "ruby", "perl", "php", "java", "sh", "bash");

  private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");
  private static final Pattern BEFORE_NAME = Pattern.compile(".*[/\\\\]");
  private static final Pattern EXTENSION =
      Pattern.compile("\\.(?:sh|bat|cmd|exe|py|m?[jt]s|cjs|rb|pl|php|jar)$");

  /**
   * Returns the commands with names that differ.
   *
   * @param folder in which they run, absolute
   * @throws InvalidBuildException if one is not to be run
   */
  static List<BuildCommand> of(List<BuildRule> wanted, Path folder) {
    List<BuildCommand> commands = new ArrayList<>();
    for (BuildRule rule : wanted) {
      String globs = String.join(" ", rule.globs());
      if (rule.command().isBlank() && rule.task().isEmpty()) {
        throw new InvalidBuildException(
            "There is no command for " + globs + ".",
            "Say what to run, such as --build '" + globs + "=make'.");
      }
      List<String> taken = commands.stream().map(BuildCommand::name).toList();
      String name = rule.name().isBlank() ? nameOf(rule.command()) : rule.name();
      List<SourceGlob> sources =
          rule.globs().stream().map(glob -> new SourceGlob(folder, glob)).toList();
      commands.add(
          new BuildCommand(
              unused(name, taken), globs, sources, rule.command(), rule.task(), rule.takesTurns()));
    }
    return List.copyOf(commands);
  }

  /** Returns the folders that the files which start it lie in, at any depth. */
  List<Path> folders() {
    return sources.stream().map(SourceGlob::base).toList();
  }

  /** Whether a change of {@code file} starts it. */
  boolean isStartedBy(Path file) {
    return sources.stream().anyMatch(glob -> glob.matches(file));
  }

  /** Returns the name of the program or the script that {@code line} runs. */
  static String nameOf(String line) {
    List<String> words =
        Arrays.stream(line.strip().split("\\s+", -1))
            .map(word -> word.replaceAll("[\"']", ""))
            .filter(word -> !ASSIGNMENT.matcher(word).matches())
            .map(word -> BEFORE_NAME.matcher(word).replaceFirst(""))
            .toList();
    String named =
        words.stream()
            .filter(word -> !word.startsWith("-") && !STARTERS.contains(word))
            .findFirst()
            .orElse(words.isEmpty() ? "" : words.get(0));
    String name = EXTENSION.matcher(named).replaceFirst("");
    return name.isEmpty() ? "build" : name;
  }

  private static String unused(String name, List<String> taken) {
    String unused = name;
    for (int i = 2; taken.contains(unused); i++) {
      unused = name + " " + i;
    }
    return unused;
  }
}
