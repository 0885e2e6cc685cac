package dev.livereload.build;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which files start a build. Without a slash it matches a name at any depth ({@code *.scss}), with
 * one the path from the folder in which the build runs ({@code css/**}{@code /*.scss}). Pure.
 */
final class SourceGlob {

  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{\\\\]");

  private final Path folder;
  private final Path base;
  private final boolean nameOnly;
  private final List<PathMatcher> matchers = new ArrayList<>();

  /**
   * @param folder in which the build runs, absolute
   * @throws InvalidBuildException if {@code text} is empty or malformed
   */
  SourceGlob(Path folder, String text) {
    this.folder = folder;
    String glob = text.strip().replaceAll("^(?:\\./)+|/+$", "");
    if (glob.isEmpty()) {
      throw new InvalidBuildException(
          "A build without a glob would never run.",
          "Name the files that start it, such as --build '*.scss=sass css:site'.");
    }
    this.nameOnly = glob.indexOf('/') < 0;
    this.base = nameOnly ? folder : base(folder, glob);
    try {
      matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
      // In Java's globs a double star wants at least one folder; everywhere else it does not.
      String shorter = glob.replace("**/", "");
      if (!shorter.equals(glob)) {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + shorter));
      }
    } catch (PatternSyntaxException e) {
      throw new InvalidBuildException(
          "The glob \"" + text + "\" is malformed.",
          "Close every [ and {, with no { in another; a backslash before one means the character.");
    }
  }

  /** Returns the folder that all matching files lie in, at any depth. */
  Path base() {
    return base;
  }

  /** Whether a change of {@code file} starts the build. */
  boolean matches(Path file) {
    if (nameOnly) {
      return matches(matchers, file.getFileName());
    }
    return file.startsWith(base) && matches(matchers, folder.relativize(file));
  }

  private static boolean matches(List<PathMatcher> matchers, Path path) {
    return matchers.stream().anyMatch(matcher -> matcher.matches(path));
  }

  private static Path base(Path folder, String glob) {
    Path base = folder;
    List<String> names = List.of(glob.split("/", -1));
    for (String name : names.subList(0, names.size() - 1)) {
      if (SPECIAL.matcher(name).find()) {
        break;
      }
      base = base.resolve(name);
    }
    return base.normalize();
  }
}
