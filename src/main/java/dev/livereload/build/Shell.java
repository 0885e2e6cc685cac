package dev.livereload.build;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a command line is run so that it ends with us, however we end.
 *
 * <p>On Unix it leads a process group of its own, with a watchdog in it that reads a pipe of which
 * we hold the other end: nothing is ever written, so its end is ours, also by {@code kill -9}, and
 * then the watchdog kills the group. The same happens to what a command leaves behind when it ends.
 * What makes a session of its own, as daemons of Gradle do, stays.
 */
final class Shell {

  /** Programs that start another one at the head of a group of its own, and what they are given. */
  private static final List<List<String>> LEADERS =
      List.of(List.of("setsid"), List.of("perl", "-e", "setpgrp(0, 0); exec @ARGV"));

  // Of the group, the watchdog alone is spared by the polite signal, so that it can do its work.
  private static final String WATCHED =
      "exec 3<&0 </dev/null; (trap '' TERM; cat <&3; kill -KILL 0) >/dev/null 2>&1 & "
          + "exec 3<&-; exec sh -c \"$1\"";

  private Shell() {}

  /** Returns the arguments that run {@code line} on this system. */
  static List<String> command(String line) {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return List.of("cmd", "/c", line);
    }
    return LEADERS.stream()
        .filter(leader -> isInstalled(leader.get(0)))
        .findFirst()
        .map(leader -> watched(leader, line))
        .orElse(List.of("sh", "-c", line));
  }

  /** Returns the arguments that run {@code line} in a group that {@code leader} makes. */
  static List<String> watched(List<String> leader, String line) {
    List<String> command = new ArrayList<>(leader);
    command.addAll(List.of("sh", "-c", WATCHED, "sh", line));
    return command;
  }

  /** Returns all ways there are on Unix. */
  static Stream<List<String>> leaders() {
    return LEADERS.stream().filter(leader -> isInstalled(leader.get(0)));
  }

  private static boolean isInstalled(String program) {
    return Optional.ofNullable(System.getenv("PATH")).stream()
        .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
