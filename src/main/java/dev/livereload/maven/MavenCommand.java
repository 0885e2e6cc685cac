package dev.livereload.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenExecutionRequest;
import org.jspecify.annotations.Nullable;

/** How another Maven is started that does what the one that runs would do. */
final class MavenCommand {

  private MavenCommand() {}

  /**
   * Returns the program: the daemon, which does not have to start first, where it is installed.
   *
   * @param path the folders in which programs lie, as the environment has them
   * @param home the folder of the Maven that runs
   */
  static String program(@Nullable String path, @Nullable String home, boolean windows) {
    String suffix = windows ? ".cmd" : "";
    String daemon = "mvnd" + suffix;
    boolean installed =
        path != null
            && Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, daemon)));
    if (installed) {
      return daemon;
    }
    return home == null ? "mvn" + suffix : Path.of(home, "bin", "mvn" + suffix).toString();
  }

  /**
   * Returns what that is told of how the Maven that runs was started: settings, toolchains,
   * repository, profiles, properties, and whether it is offline.
   *
   * @param home the folder of the Maven that is started, whose own settings it finds by itself
   */
  static List<String> arguments(MavenExecutionRequest request, Optional<String> home) {
    // No colours and no progress: the output is read for problems.
    List<String> arguments = new ArrayList<>(List.of("-B", "-ntp"));
    if (request.isOffline()) {
      arguments.add("-o");
    }
    add(arguments, "-s", request.getUserSettingsFile());
    File global = request.getGlobalSettingsFile();
    if (home.filter(folder -> Path.of(folder, "conf", "settings.xml").toFile().equals(global))
        .isEmpty()) {
      add(arguments, "-gs", global);
    }
    add(arguments, "-t", request.getUserToolchainsFile());
    add(arguments, "-f", request.getPom());
    String profiles =
        Stream.concat(
                request.getActiveProfiles().stream(),
                request.getInactiveProfiles().stream().map(name -> "!" + name))
            .distinct()
            .collect(Collectors.joining(","));
    if (!profiles.isEmpty()) {
      arguments.addAll(List.of("-P", profiles));
    }
    request.getUserProperties().stringPropertyNames().stream()
        // Ours mean nothing to other goals, and Maven 4 finds its folders by itself.
        .filter(name -> !name.startsWith("livereload.") && !name.startsWith("session."))
        .sorted()
        .map(name -> "-D" + name + "=" + request.getUserProperties().getProperty(name))
        .forEach(arguments::add);
    return arguments;
  }

  private static void add(List<String> arguments, String option, @Nullable File file) {
    if (file != null && file.exists()) {
      arguments.addAll(List.of(option, file.getPath()));
    }
  }

  /** Returns the line that the shell of a system takes for {@code words}. */
  static String line(List<String> words, boolean windows) {
    UnaryOperator<String> quoted =
        windows
            ? word -> '"' + word.replace("\"", "\"\"") + '"'
            : word -> "'" + word.replace("'", "'\\''") + "'";
    String line =
        words.stream()
            .map(word -> word.matches("[\\w./:=,@%+-]+") ? word : quoted.apply(word))
            .collect(Collectors.joining(" "));
    // A line that begins with a quote loses that one, and the last one, in cmd.
    return windows ? "call " + line : line;
  }

  /** Whether {@code system}, the property os.name, names a Windows. */
  static boolean isWindows(String system) {
    return system.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Returns the program for this machine. */
  static String program(Optional<String> home) {
    return program(
        System.getenv("PATH"), home.orElse(null), isWindows(System.getProperty("os.name")));
  }
}
