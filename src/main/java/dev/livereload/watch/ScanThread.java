package dev.livereload.watch;

import dev.livereload.watch.ContentIndex.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The thread {@code livereload-scan}: what takes longer than the engine may be kept waiting. */
final class ScanThread implements AutoCloseable {

  private final IgnoreRules rules;
  private final Disk disk = new RealDisk();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> Threads.daemon("livereload-scan", task));

  ScanThread(IgnoreRules rules) {
    this.rules = rules;
  }

  /** Walks each of {@code starts}, then gives what it found to {@code then}, on this thread. */
  void scan(Collection<Path> starts, Consumer<List<TreeScan>> then) {
    List<Path> order = List.copyOf(starts);
    execute(
        () -> {
          List<TreeScan> scans = new ArrayList<>();
          for (Path start : order) {
            scans.add(scan(start));
          }
          then.accept(scans);
        });
  }

  /** Hashes {@code files} whenever there is nothing else to do; see {@link IndexWarmer}. */
  void warm(List<Entry> files, Consumer<List<Entry>> hashed) {
    warm(new IndexWarmer(files, disk, hashed));
  }

  /** Loads what tells whether a file is being written, then gives it to {@code then}. */
  void loadLease(Consumer<Optional<ReadLease>> then) {
    execute(() -> then.accept(ReadLease.load()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private TreeScan scan(Path start) {
    try {
      return TreeScan.of(start, rules, disk);
    } catch (IOException e) {
      // The visitor of a scan throws none, and the walk gives its own to the visitor.
      throw new UncheckedIOException(e);
    }
  }

  private void warm(IndexWarmer warmer) {
    execute(
        () -> {
          if (warmer.step()) {
            warm(warmer);
          }
        });
  }

  private void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      if (!thread.isShutdown()) {
        throw e;
      }
    }
  }
}
