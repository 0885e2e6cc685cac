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
 * The links to files among what is watched: the system tells of a change in the file under the
 * file's own name only, but every link to it has changed too.
 *
 * <p>Not thread-safe; belongs to the engine's thread.
 */
final class Links {

  private final Map<Path, Path> targets = new HashMap<>();
  private final Map<Path, Set<Path>> linksTo = new HashMap<>();

  /** Returns the file that {@code path} is a link to, at the end of all links. */
  static Optional<Path> target(Path path) {
    try {
      return Files.isSymbolicLink(path) ? Optional.of(path.toRealPath()) : Optional.empty();
    } catch (IOException dangling) {
      return Optional.empty();
    }
  }

  /** Remembers that {@code path} is a link to {@code target}, or none. */
  void put(Path path, Optional<Path> target) {
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
  }

  /** Returns the links to {@code file}. */
  Set<Path> to(Path file) {
    return linksTo.getOrDefault(file, Set.of());
  }
}
