package dev.livereload.watch;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeEvent.EventType;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.hashing.FileHasher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import io.methvin.watchservice.MacOSXListeningWatchService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The events of the operating system, by directory-watcher.
 *
 * <p>It is used for its events alone: its own hashing is off, because it reads every file at start
 * and, on a deletion, misses files where a sibling's name sorts between a folder and its content.
 * What changed is for {@link Coalescer} to find.
 *
 * <p>Owns the thread {@code livereload-watch}, which registers and then only enqueues.
 */
final class DirectoryWatcherSource implements ChangeSource {

  /** FSEvents gathers events for this long; its default is half a second. */
  private static final double MAC_LATENCY_SECONDS = 0.02;

  private final List<Path> roots;
  private final IgnoreRules rules;
  private final Sink sink;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> Threads.daemon("livereload-watch", task));
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  /** The first visit of each root only collects folders for events whose kind nobody asks for. */
  private int firstVisits;

  private volatile boolean closed;
  private volatile @Nullable DirectoryWatcher watcher;

  DirectoryWatcherSource(List<Path> roots, IgnoreRules rules, Sink sink) {
    this.roots = roots;
    this.rules = rules;
    this.sink = sink;
    this.firstVisits = roots.size();
  }

  @Override
  public CompletableFuture<Void> start() {
    thread.execute(this::register);
    return ready;
  }

  @Override
  public void close() {
    closed = true;
    closeWatcher();
    thread.shutdownNow();
  }

  private void register() {
    try {
      DirectoryWatcher started = build();
      watcher = started;
      // Registers on this thread; the loop over events is the next task of the same thread.
      CompletableFuture<Void> loop = started.watchAsync(thread);
      if (!loop.isCompletedExceptionally()) {
        ready.complete(null);
      }
      CompletableFuture<Void> unused = loop.whenComplete((nothing, failure) -> ended(failure));
    } catch (IOException | RuntimeException e) {
      ready.completeExceptionally(e);
    }
    if (closed) {
      closeWatcher();
    }
  }

  private DirectoryWatcher build() throws IOException {
    DirectoryWatcher.Builder builder =
        DirectoryWatcher.builder()
            .paths(roots)
            .fileHashing(false)
            .fileTreeVisitor(this::visit)
            .listener(new Events());
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
      builder.watchService(new MacOSXListeningWatchService(new MacConfig()));
    }
    return builder.build();
  }

  /**
   * Decides which folders are watched: directory-watcher registers those it is called back for. A
   * folder that cannot be registered does not stop the rest.
   */
  private void visit(Path start, FileTreeVisitor.Callback onFolder, FileTreeVisitor.Callback onFile)
      throws IOException {
    if (firstVisits > 0) {
      firstVisits--;
      return;
    }
    TreeWalk.walk(
        start,
        start,
        rules,
        new TreeWalk.Visitor() {
          @Override
          public void folder(Path folder) {
            try {
              onFolder.call(folder);
            } catch (IOException e) {
              if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                sink.deaf(folder, e);
              }
            }
          }

          @Override
          public void file(Path file, BasicFileAttributes attributes) throws IOException {
            onFile.call(file);
          }

          @Override
          public void unreadable(Path path, IOException reason) {
            // The scan that follows meets it too, and tells.
          }
        });
  }

  private void ended(@Nullable Throwable failure) {
    IOException reason = new IOException("The watch ended.", failure);
    if (!ready.completeExceptionally(failure == null ? reason : failure) && !closed) {
      sink.lost(reason);
    }
  }

  private void closeWatcher() {
    DirectoryWatcher open = watcher;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final class Events implements DirectoryChangeListener {

    @Override
    public void onEvent(DirectoryChangeEvent event) {
      if (event.eventType() == EventType.OVERFLOW) {
        sink.lost(new IOException("The queue of the system overflowed."));
      } else if (event.eventType() != EventType.MODIFY || !Files.isDirectory(event.path())) {
        // A folder is "modified" for each file in it, and the file has its own event.
        sink.hint(event.path());
      }
    }

    /** An overflow comes here too, as a NullPointerException of directory-watcher 0.19.1. */
    @Override
    public void onException(Exception e) {
      if (!closed) {
        sink.lost(e);
      }
    }
  }

  private final class MacConfig implements MacOSXListeningWatchService.Config {

    @Override
    public double latency() {
      return MAC_LATENCY_SECONDS;
    }

    @Override
    public @Nullable FileHasher fileHasher() {
      return null;
    }

    @Override
    public FileTreeVisitor fileTreeVisitor() {
      return DirectoryWatcherSource.this::visit;
    }
  }
}
