package dev.livereload.watch;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Says what is not watched, and why.
 *
 * <p>Rules judge the names below a root, never the root itself: whoever serves {@code node_modules}
 * or a folder that is called {@code .cache} means it. What lies in an ignored folder is ignored.
 *
 * <p>A glob of the user's without a slash matches a name at any depth ({@code *.log}); one with a
 * slash matches the path from the root ({@code docs/draft-*}, {@code **}{@code /tmp}, {@code ./a}).
 * A slash at the end is the same as none, and so is {@code /**}.
 *
 * <p>Last come the repository's own rules ({@link GitIgnores}). Thread-safe.
 */
final class IgnoreRules {

  /**
   * Why a path is ignored.
   *
   * @param rule the text of the rule
   * @param origin where the rule stands, for people
   */
  record Reason(String rule, String origin) {

    @Override
    public String toString() {
      return rule + " (" + origin + ")";
    }
  }

  private record Glob(String text, boolean nameOnly, List<PathMatcher> matchers) {

    boolean matches(Path fromRoot) {
      Path subject = nameOnly ? fromRoot.getFileName() : fromRoot;
      return matchers.stream().anyMatch(matcher -> matcher.matches(subject));
    }
  }

  private final List<Path> roots;
  private volatile List<Path> allRoots;
  private final List<Glob> globs;
  private volatile GitIgnores gitIgnores = new GitIgnores();
  private volatile GitIgnores gitIgnoresBefore = gitIgnores;

  /**
   * @param roots absolute
   * @throws InvalidGlobException if one of {@code globs} is empty or malformed
   */
  IgnoreRules(List<Path> roots, List<String> globs) {
    // The deepest first: it is the one whose names count.
    this.roots = deepestFirst(roots.stream());
    this.allRoots = this.roots;
    this.globs = globs.stream().map(IgnoreRules::compile).toList();
  }

  /** Returns why {@code path} is ignored, or nothing where it is watched. */
  Optional<Reason> reason(Path path) {
    return reason(rootOf(path, allRoots), path, gitIgnores);
  }

  /** Like {@link #reason}, but by the rules of the roots, whatever {@link #judgeAlso} named. */
  Optional<Reason> reasonInRoots(Path path) {
    return reason(rootOf(path, roots), path, gitIgnores);
  }

  /** Folders below which, too, names are judged from now on, and only there. */
  void judgeAlso(Set<Path> folders) {
    allRoots = deepestFirst(Stream.concat(roots.stream(), folders.stream()));
  }

  private static List<Path> deepestFirst(Stream<Path> folders) {
    return folders.sorted(Comparator.comparing(Path::getNameCount).reversed()).toList();
  }

  /** Whether {@code path} was ignored before the last {@link #readAnew}. */
  boolean ignoredBefore(Path path) {
    return reason(rootOf(path, allRoots), path, gitIgnoresBefore).isPresent();
  }

  private Optional<Reason> reason(Path root, Path path, GitIgnores repository) {
    Path fromRoot = root.relativize(path);
    int names = fromRoot.getNameCount();
    for (int i = 1; i <= names && !path.equals(root); i++) {
      Path part = root.resolve(fromRoot.subpath(0, i));
      boolean inner = i < names;
      Optional<Reason> reason =
          judge(root, part, repository, () -> inner || Files.isDirectory(part));
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  /** Whether {@code path} is ignored, given that the folder it lies in is not. */
  boolean ignoresName(Path path, boolean isFolder) {
    Path root = rootOf(path, allRoots);
    return !path.equals(root) && judge(root, path, gitIgnores, () -> isFolder).isPresent();
  }

  /** Whether a {@code .gitignore} above the roots has changed since it was read. */
  boolean isOutdated() {
    return gitIgnores.isOutdated();
  }

  /** Reads every {@code .gitignore} anew from now on: one has changed. */
  void readAnew() {
    gitIgnoresBefore = gitIgnores;
    gitIgnores = new GitIgnores();
  }

  private static Path rootOf(Path path, List<Path> roots) {
    for (Path root : roots) {
      if (path.startsWith(root)) {
        return root;
      }
    }
    throw new IllegalArgumentException(path + " is below none of " + roots);
  }

  private Optional<Reason> judge(
      Path root, Path path, GitIgnores repository, BooleanSupplier isFolder) {
    Path fromRoot = root.relativize(path);
    for (Glob glob : globs) {
      if (glob.matches(fromRoot)) {
        return Optional.of(new Reason(glob.text, "--ignore"));
      }
    }
    Optional<String> builtIn = BuiltInRules.ruleFor(path.getFileName().toString());
    return builtIn.isPresent()
        ? builtIn.map(rule -> new Reason(rule, "built in"))
        : repository.reason(root, path, isFolder);
  }

  private static Glob compile(String text) {
    // Nobody's name is a dot, but a shell completes names so.
    String path = text.strip().replaceAll("(^|/)(\\./+)+", "/").replaceAll("/+$", "");
    boolean nameOnly = path.indexOf('/') < 0;
    String glob = path.replaceAll("/\\*\\*$", "").replaceAll("^/+", "");
    if (glob.replace("*", "").isEmpty()) {
      throw new InvalidGlobException(
          "The glob \"" + text + "\" would ignore nothing or everything.",
          "Name what to ignore, such as --ignore 'drafts/**' or --ignore '*.log'.");
    }
    if (List.of(glob.split("/")).contains("..")) {
      throw new InvalidGlobException(
          "The glob \"" + text + "\" leads out of the folder, and would match nothing.",
          "Write it as seen from the folder that is watched, without \"..\".");
    }
    List<PathMatcher> matchers = new ArrayList<>();
    try {
      matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
      if (glob.startsWith("**/")) {
        // In Java's globs this wants at least one folder; everywhere else it does not.
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(3)));
      }
    } catch (PatternSyntaxException e) {
      throw new InvalidGlobException(
          "The glob \"" + text + "\" is malformed.",
          "Close every [ and {, with no { in another; a backslash before one means the character.");
    }
    return new Glob(text, nameOnly, matchers);
  }
}
