package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A small folder, watched by a real watcher. */
final class WatchedSite implements AutoCloseable {

  private static final int DEADLINE_SECONDS = 20;
  private static final String SENTINEL = "zz-sentinel";

  private final Path root;
  private final ScheduledExecutorService engine =
      Executors.newSingleThreadScheduledExecutor(task -> Threads.daemon("livereload-engine", task));
  private final BatchRecorder recorder;
  private final FileWatcher watcher;
  private int sentinels;

  private WatchedSite(Path root, WatchOptions options, SourceKeeper.Factory sources) {
    this.root = root;
    this.recorder = new BatchRecorder(root);
    this.watcher = new FileWatcher(options, engine, recorder, sources);
  }

  /** Fills {@code root}: a style sheet, another, a page, and one deep down. */
  static void fill(Path root) throws IOException {
    Files.createDirectories(root.resolve("sub/deep"));
    Files.writeString(root.resolve("a.css"), "a { color: blue }\n");
    Files.writeString(root.resolve("b.css"), "b { color: blue; margin: 1px }\n");
    Files.writeString(root.resolve("index.html"), "<p>Hello</p>\n");
    Files.writeString(root.resolve("sub/deep/c.css"), "c { color: blue }\n");
  }

  /** Watches, and returns when everything is watched and read. */
  static WatchedSite watch(Path root) throws Exception {
    return watch(root, WatchOptions.of(root), DirectoryWatcherSource::new);
  }

  static WatchedSite watch(Path root, WatchOptions options, SourceKeeper.Factory sources)
      throws Exception {
    WatchedSite site = new WatchedSite(root, options, sources);
    site.watcher.begin();
    site.watcher.armed().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    site.awaitScanThread();
    return site;
  }

  Path root() {
    return root;
  }

  BatchRecorder recorder() {
    return recorder;
  }

  FileWatcher watcher() {
    return watcher;
  }

  void write(String file, String text) throws IOException {
    Files.writeString(root.resolve(file), text);
  }

  /** Edits {@code file} again and again, until it is watched and the batch comes. */
  String editUntilSeen(String file) throws Exception {
    for (int edit = 0; edit < DEADLINE_SECONDS * 5; edit++) {
      write(file, "edit " + edit);
      Optional<String> batch = recorder.pollBatch(Duration.ofMillis(200));
      if (batch.isPresent()) {
        return batch.get();
      }
    }
    throw new AssertionError(file + " is not watched after " + DEADLINE_SECONDS + " s");
  }

  /** Edits {@code file} again and again, until it is told that it is ignored. */
  void editUntilIgnored(String file) throws Exception {
    for (int edit = 0; edit < DEADLINE_SECONDS * 5 && recorder.ignored().isEmpty(); edit++) {
      write(file, "edit until ignored " + edit);
      recorder.pollBatch(Duration.ofMillis(200));
    }
    assertTrue(recorder.nextIgnored().startsWith(file + ": "), file);
  }

  /** Fails if a batch came, or is on its way, that nobody has asked for. */
  void assertExhausted() throws Exception {
    String name = SENTINEL + sentinels++;
    write(name, "A change whose batch must be the next, and alone.");
    assertEquals("created " + name, recorder.nextBatch());
  }

  /** What was submitted to the scan thread so far is done, and its result known. */
  private void awaitScanThread() throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    watcher.onEngine(() -> watcher.rescan(List.of(), () -> done.complete(null)));
    done.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    watcher.close();
    engine.shutdownNow();
  }
}
