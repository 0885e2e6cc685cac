package dev.livereload.watch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The names that are never watched, wherever they lie below a root.
 *
 * <p>Only what no site serves and no page is made of: {@code dist}, {@code build} and {@code
 * target} are watched, since they are what people serve.
 */
final class BuiltInRules {

  private static final Set<String> NAMES =
      Set.of(
          // Version control.
          ".git",
          ".hg",
          ".svn",
          ".bzr",
          ".jj",
          "_darcs",
          "CVS",
          ".fslckout",
          // Packages of others.
          "node_modules",
          "bower_components",
          ".pnpm-store",
          ".yarn",
          ".venv",
          // Caches of builds.
          ".gradle",
          ".cache",
          ".parcel-cache",
          ".turbo",
          ".nx",
          ".angular",
          ".sass-cache",
          ".eslintcache",
          ".stylelintcache",
          ".hugo_build.lock",
          ".jekyll-cache",
          ".jekyll-metadata",
          ".terraform",
          ".tox",
          ".nyc_output",
          "__pycache__",
          // Development environments.
          ".idea",
          ".vscode",
          ".vs",
          ".fleet",
          ".zed",
          ".settings",
          ".metadata",
          // Operating systems.
          ".DS_Store",
          ".AppleDouble",
          ".Spotlight-V100",
          ".Trashes",
          ".fseventsd",
          "Thumbs.db",
          "desktop.ini",
          "$RECYCLE.BIN",
          "System Volume Information",
          // Vim asks by it whether a folder can be written.
          "4913");

  private static final List<NamePattern> PATTERNS =
      List.of(
          ending("~"),
          matching(".*.sw?", "\\..+\\.sw[a-px]"),
          matching("#*#", "#.*#"),
          starting(".#"),
          ending("___jb_tmp___"),
          ending("___jb_old___"),
          ending("___jb_bak___"),
          starting(".goutputstream-"),
          matching(".*.kate-swp", "\\..+\\.kate-swp"),
          matching(".~lock.*#", "\\.~lock\\..*#"),
          starting(".nfs0"),
          starting(".fuse_hidden"),
          starting("._"),
          starting(".Trash-"),
          // Sublime Text saves through it.
          matching(".subl*.tmp", "\\.subl.*\\.tmp"),
          ending(".crdownload"),
          ending(".part"),
          ending(".partial"));

  private record NamePattern(String text, Predicate<String> test) {}

  private BuiltInRules() {}

  /** Returns the rule that ignores {@code name}, as its pattern, or nothing. */
  static Optional<String> ruleFor(String name) {
    if (NAMES.contains(name)) {
      return Optional.of(name);
    }
    for (NamePattern pattern : PATTERNS) {
      if (pattern.test.test(name)) {
        return Optional.of(pattern.text);
      }
    }
    return Optional.empty();
  }

  private static NamePattern starting(String start) {
    return new NamePattern(start + "*", name -> name.startsWith(start));
  }

  private static NamePattern ending(String end) {
    return new NamePattern(
        "*" + end,
        name -> name.length() > end.length() && name.toLowerCase(Locale.ROOT).endsWith(end));
  }

  private static NamePattern matching(String text, String regex) {
    return new NamePattern(text, Pattern.compile(regex).asMatchPredicate());
  }
}
