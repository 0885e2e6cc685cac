package dev.livereload.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The links among what is watched: the system tells of a change under the file's own name only, but
 * under every link to it, or to a folder that it lies in, it has changed too.
 *
 * <p>Not thread-safe; belongs to the engine's thread.
 */
final class Links {

  private final Map<Path, Path> targets = new HashMap<>();
  private final Map<Path, Set<Path>> linksTo = new HashMap<>();

  /**
   * Returns what {@code path} is a link to, at the end of all links. A link to a folder that it
   * lies in itself is none: following it would never end.
   */
  static Optional<Path> target(Path path) {
    try {
      return Files.isSymbolicLink(path)
          ? Optional.of(path.toRealPath()).filter(target -> !path.startsWith(target))
          : Optional.empty();
    } catch (IOException dangling) {
      return Optional.empty();
    }
  }

  /**
   * Remembers that {@code path} is a link to {@code target}, or none.
   *
   * @return whether that is news
   */
  boolean put(Path path, Optional<Path> target) {
    if (target.equals(Optional.ofNullable(targets.get(path)))) {
      return false;
    }
    Path before = targets.remove(path);
    if (before != null) {
      Set<Path> links = linksTo.getOrDefault(before, Set.of());
      links.remove(path);
      if (links.isEmpty()) {
        linksTo.remove(before);
      }
    }
    if (target.isPresent()) {
      targets.put(path, target.get());
      linksTo.computeIfAbsent(target.get(), key -> new LinkedHashSet<>()).add(path);
    }
    return true;
  }

  /** Returns the other names of {@code file}. */
  Set<Path> to(Path file) {
    if (linksTo.isEmpty()) {
      return Set.of();
    }
    Set<Path> names = new LinkedHashSet<>();
    for (Path part = file; part != null; part = part.getParent()) {
      for (Path link : linksTo.getOrDefault(part, Set.of())) {
        names.add(part.equals(file) ? link : link.resolve(part.relativize(file)));
      }
    }
    return names;
  }

  /** Returns all that links lead to. */
  Set<Path> targets() {
    return linksTo.keySet();
  }
}
