package dev.livereload.watch;

import dev.livereload.watch.ContentIndex.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the files that were there at the start, so that even the first {@code touch} of one is
 * known for what it is. Until its turn has come, such a touch counts as a change.
 *
 * <p>In slices, so that a scan that is wanted meanwhile does not wait for all of it.
 */
final class IndexWarmer {

  private static final int SLICE_FILES = 200;

  /**
   * So many bytes are read at most, about a second's worth when they are cached. Files beyond it
   * are hashed when they are first announced.
   */
  static final long BUDGET_BYTES = 1L << 30;

  private final List<Entry> files;
  private final Disk disk;
  private final Consumer<List<Entry>> hashed;
  private int next;
  private long budget = BUDGET_BYTES;

  /**
   * @param files what to read
   * @param hashed is given the files of a slice that are still as they were, with their hashes
   */
  IndexWarmer(List<Entry> files, Disk disk, Consumer<List<Entry>> hashed) {
    this.files = files;
    this.disk = disk;
    this.hashed = hashed;
  }

  /** Reads the next slice; returns whether more is left. */
  boolean step() {
    List<Entry> done = new ArrayList<>();
    int end = Math.min(files.size(), next + SLICE_FILES);
    for (; next < end && budget > 0; next++) {
      Entry file = files.get(next);
      if (file.stamp().size() <= Coalescer.HASH_LIMIT_BYTES) {
        budget -= file.stamp().size();
        hash(file, done);
      }
    }
    hashed.accept(done);
    return next < files.size() && budget > 0;
  }

  private void hash(Entry file, List<Entry> done) {
    Path path = file.path();
    try {
      long hash = disk.hash(path);
      if (disk.stamp(path).looksLike(file.stamp())) {
        done.add(new Entry(path, file.stamp().withHash(hash)));
      }
    } catch (IOException unreadable) {
      // Deleted meanwhile, or not ours to read: it stays as it is, without a hash.
      done.add(file);
    }
  }
}
