package dev.livereload.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .gitignore} files that count for what lies below a root: those in it, and those above
 * it up to the top of its repository. Reads each when it is first asked about a file beside or
 * below it. Thread-safe.
 *
 * <p>Where the files above ignore the root itself, such as {@code target/site}, they do not count:
 * who watches it means it. Not read: {@code .git/info/exclude} and the user's global file.
 */
final class GitIgnores {

  private static final String NAME = ".gitignore";
  private static final FileTime ABSENT = FileTime.fromMillis(Long.MIN_VALUE);

  /** For each folder, all files that count in it, outermost first; mostly one shared list. */
  private final Map<Path, List<GitIgnoreFile>> chains = new ConcurrentHashMap<>();

  /** When the files above the roots were written, those that are absent as well. */
  private final Map<Path, FileTime> above = new ConcurrentHashMap<>();

  /**
   * Returns the rule that ignores {@code path}, given that none ignores the folder it lies in.
   *
   * @param root a folder above {@code path}
   * @param isFolder asked where a rule speaks of folders only
   */
  Optional<IgnoreRules.Reason> reason(Path root, Path path, BooleanSupplier isFolder) {
    return decide(chain(root, path.getParent()), path, isFolder);
  }

  /**
   * Whether one of the files above the roots is not as it was read: nothing tells of those. Looks
   * at each, of which there are seldom more than three.
   */
  boolean isOutdated() {
    return above.entrySet().stream()
        .anyMatch(file -> !file.getValue().equals(writtenAt(file.getKey())));
  }

  /** Whether {@code path} is one of these files. */
  static boolean isOne(Path path) {
    return path.endsWith(NAME);
  }

  /** The innermost file that speaks of the path decides. */
  private static Optional<IgnoreRules.Reason> decide(
      List<GitIgnoreFile> chain, Path path, BooleanSupplier isFolder) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      GitIgnoreFile file = chain.get(i);
      Optional<GitIgnoreFile.Rule> rule = file.decide(path, isFolder);
      if (rule.isPresent()) {
        String origin = file.folder().resolve(NAME) + ":" + rule.get().line();
        return rule.filter(GitIgnoreFile.Rule::ignores)
            .map(found -> new IgnoreRules.Reason(found.text(), origin));
      }
    }
    return Optional.empty();
  }

  private List<GitIgnoreFile> chain(Path root, @Nullable Path folder) {
    if (folder == null) {
      return List.of();
    }
    List<GitIgnoreFile> known = chains.get(folder);
    if (known != null) {
      return known;
    }
    List<GitIgnoreFile> outer = folder.equals(root) ? above(root) : chain(root, folder.getParent());
    List<GitIgnoreFile> chain = with(outer, folder);
    chains.put(folder, chain);
    return chain;
  }

  private List<GitIgnoreFile> above(Path root) {
    List<Path> folders = new ArrayList<>();
    Path top = root;
    while (!Files.exists(top.resolve(".git"))) {
      top = top.getParent();
      if (top == null) {
        return List.of();
      }
      folders.add(0, top);
    }
    List<GitIgnoreFile> chain = List.of();
    for (int i = 0; i < folders.size(); i++) {
      Path file = folders.get(i).resolve(NAME);
      // Before it is read: what is written meanwhile is then found later.
      above.put(file, writtenAt(file));
      chain = with(chain, folders.get(i));
      Path next = i + 1 < folders.size() ? folders.get(i + 1) : root;
      if (decide(chain, next, () -> true).isPresent()) {
        return List.of();
      }
    }
    return chain;
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException absent) {
      return ABSENT;
    }
  }

  private static List<GitIgnoreFile> with(List<GitIgnoreFile> outer, Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return outer;
    }
    try {
      // Not readAllLines: that throws at bytes that are no UTF-8.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      List<GitIgnoreFile> chain = new ArrayList<>(outer);
      chain.add(GitIgnoreFile.parse(folder, text.lines().toList()));
      return List.copyOf(chain);
    } catch (IOException unreadable) {
      // Then git cannot read it either, and ignores nothing by it.
      return outer;
    }
  }
}
