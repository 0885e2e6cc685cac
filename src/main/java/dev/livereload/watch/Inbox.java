package dev.livereload.watch;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Hints on their way from the threads of sources to the engine's. Thread-safe; no I/O and no
 * callback under its lock.
 */
final class Inbox {

  /**
   * So many different paths wait at most, some 30 MB. When it is hit, they are dropped and {@link
   * #take} says so: one scan is then the quicker way to find what changed.
   */
  static final int LIMIT = 100_000;

  /**
   * What had come.
   *
   * @param paths in the order of their first hint
   * @param overflowed whether more came than fits
   */
  record Delivery(Set<Path> paths, boolean overflowed) {}

  private Set<Path> paths = new LinkedHashSet<>();
  private boolean overflowed;

  /** Adds {@code path}; returns whether nothing was waiting before, so that somebody must come. */
  synchronized boolean add(Path path) {
    boolean wasEmpty = isEmpty();
    if (paths.size() >= LIMIT) {
      paths.clear();
      overflowed = true;
    }
    if (!overflowed) {
      paths.add(path);
    }
    return wasEmpty;
  }

  /** Whether nothing waits. */
  synchronized boolean isEmpty() {
    return paths.isEmpty() && !overflowed;
  }

  /** Takes all that is there. */
  synchronized Delivery take() {
    Delivery delivery = new Delivery(paths, overflowed);
    paths = new LinkedHashSet<>();
    overflowed = false;
    return delivery;
  }
}
