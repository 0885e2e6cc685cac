package dev.livereload.watch;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which of the wanted directories have to be watched by themselves. */
final class Roots {

  private Roots() {}

  /**
   * Returns {@code wanted} without doubles and without what is watched as part of another. A
   * directory that its surroundings ignore, such as {@code node_modules/theme}, stays.
   *
   * @throws IllegalArgumentException if one is not a directory, or is named by a relative path or a
   *     link: the system would give no events for it, without a word
   */
  static List<Path> fold(List<Path> wanted, List<String> globs) {
    List<Path> folded = new ArrayList<>();
    for (Path root : wanted.stream().distinct().sorted().toList()) {
      if (!root.isAbsolute() || !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalArgumentException("Not the real path of a directory: " + root);
      }
      if (folded.stream().noneMatch(outer -> covers(outer, root, globs))) {
        folded.add(root);
      }
    }
    return List.copyOf(folded);
  }

  private static boolean covers(Path outer, Path root, List<String> globs) {
    return root.startsWith(outer) && new IgnoreRules(List.of(outer), globs).reason(root).isEmpty();
  }
}
