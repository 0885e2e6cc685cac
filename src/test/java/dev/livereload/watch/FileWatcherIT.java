package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWatcherIT {

  private Path root = Path.of("");

  @BeforeEach
  void fill(@TempDir Path temporary) throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("site"));
    WatchedSite.fill(root);
  }

  /** A source whose events are lost when a test says so. */
  private static final class Lossy implements ChangeSource {
    private final ChangeSource real;
    private final Sink sink;
    private volatile boolean mute;

    Lossy(List<Path> roots, IgnoreRules rules, Sink sink) {
      this.sink = sink;
      Sink muted =
          new Sink() {
            @Override
            public void hint(Path path) {
              if (!mute) {
                sink.hint(path);
              }
            }

            @Override
            public void deaf(Path folder, IOException reason) {
              sink.deaf(folder, reason);
            }

            @Override
            public void lost(Exception reason) {
              sink.lost(reason);
            }
          };
      this.real = new DirectoryWatcherSource(roots, rules, muted);
    }

    @Override
    public CompletableFuture<Void> start() {
      return real.start();
    }

    @Override
    public void close() {
      real.close();
    }
  }

  @Test
  void whatWasLostIsFoundAndWatchingGoesOn() throws Exception {
    List<Lossy> sources = new CopyOnWriteArrayList<>();
    SourceKeeper.Factory factory =
        (roots, rules, sink) -> {
          Lossy source = new Lossy(roots, rules, sink);
          sources.add(source);
          return source;
        };
    try (WatchedSite site = WatchedSite.watch(root, WatchOptions.of(root), factory)) {
      sources.get(0).mute = true;
      site.write("a.css", "a { color: red }");
      Files.createDirectory(root.resolve("new"));
      site.write("new/n.css", "n");
      Files.delete(root.resolve("b.css"));

      // What an overflow looks like when it comes out of directory-watcher.
      sources.get(0).sink.lost(new NullPointerException());

      assertEquals("modified a.css, deleted b.css, created new/n.css", site.recorder().nextBatch());
      site.write("new/n.css", "more");
      assertEquals("modified new/n.css", site.recorder().nextBatch());
      assertEquals(2, sources.size());
      site.assertExhausted();
    }
  }

  @Test
  void pollsWhereTheSystemGivesNoEvents() throws Exception {
    SourceKeeper.Factory refusing =
        (roots, rules, sink) ->
            new ChangeSource() {
              @Override
              public CompletableFuture<Void> start() {
                return CompletableFuture.failedFuture(
                    new IOException("User limit of inotify instances reached"));
              }

              @Override
              public void close() {}
            };
    try (WatchedSite site = WatchedSite.watch(root, WatchOptions.of(root), refusing)) {
      Notice notice = site.recorder().nextNotice();
      assertTrue(notice.what().contains("User limit of inotify instances"), notice.what());

      site.write("a.css", "a { color: red }");

      assertEquals("modified a.css", site.recorder().nextBatch());
      site.assertExhausted();
    }
  }

  @Test
  void pollsTheFoldersThatAreBeyondTheLimit() throws Exception {
    SourceKeeper.Factory limited =
        (roots, rules, sink) -> {
          Lossy source = new Lossy(roots, rules, sink);
          source.mute = true;
          IOException limit = new IOException("User limit of inotify watches reached");
          sink.deaf(root.resolve("sub"), limit);
          sink.deaf(root.resolve("sub/deep"), limit);
          return source;
        };
    try (WatchedSite site = WatchedSite.watch(root, WatchOptions.of(root), limited)) {
      String notice = site.recorder().nextNotice().toString();
      assertTrue(notice.contains("2 folders are looked at twice a second"), notice);

      site.write("sub/deep/c.css", "changed");

      assertEquals("modified sub/deep/c.css", site.recorder().nextBatch());
    }
  }

  @Test
  void pollsOnDemand() throws Exception {
    WatchOptions options =
        new WatchOptions(
            List.of(root),
            List.of(),
            WatchOptions.DEFAULT_SETTLE,
            Optional.of(Duration.ofMillis(20)));
    SourceKeeper.Factory none =
        (roots, rules, sink) -> {
          throw new AssertionError("Polling needs no source.");
        };
    try (WatchedSite site = WatchedSite.watch(root, options, none)) {
      Files.createDirectory(root.resolve("new"));
      site.write("new/n.css", "n");
      assertEquals("created new/n.css", site.recorder().nextBatch());
      Files.delete(root.resolve("a.css"));
      assertEquals("deleted a.css", site.recorder().nextBatch());
      site.assertExhausted();
    }
  }

  @Test
  void rootThatIsDeletedAndMadeAgainIsWatched() throws Exception {
    try (WatchedSite site = WatchedSite.watch(root)) {
      Files.move(root, root.resolveSibling("away"));
      assertEquals(
          "deleted a.css, deleted b.css, deleted index.html, deleted sub/deep/c.css",
          site.recorder().nextBatch());

      WatchedSite.fill(root);
      assertEquals(
          "created a.css, created b.css, created index.html, created sub/deep/c.css",
          site.recorder().nextBatch());

      site.write("sub/deep/c.css", "changed");
      assertEquals("modified sub/deep/c.css", site.recorder().nextBatch());
      site.assertExhausted();
    }
  }

  @Test
  void rootThatIsReplacedAtOnceIsCompared() throws Exception {
    Path next = root.resolveSibling("next");
    WatchedSite.fill(next);
    Files.writeString(next.resolve("a.css"), "a { color: red }");
    try (WatchedSite site = WatchedSite.watch(root)) {
      Files.move(root, root.resolveSibling("away"));
      Files.move(next, root);

      assertEquals("modified a.css", site.recorder().nextBatch());
      site.write("b.css", "changed");
      assertEquals("modified b.css", site.recorder().nextBatch());
      site.assertExhausted();
    }
  }

  @Test
  void severalRootsAreWatched() throws Exception {
    Path second = Files.createDirectory(root.resolveSibling("templates"));
    WatchOptions options = WatchOptions.of(root, second, root.resolve("sub"));
    try (WatchedSite site = WatchedSite.watch(root, options, DirectoryWatcherSource::new)) {
      Files.writeString(second.resolve("page.tpl"), "x");
      assertEquals("created ../templates/page.tpl", site.recorder().nextBatch());
      site.write("sub/deep/c.css", "changed");
      assertEquals("modified sub/deep/c.css", site.recorder().nextBatch());
      site.assertExhausted();
    }
  }

  @Test
  void saysWhyAPathIsIgnored() throws Exception {
    WatchOptions options =
        new WatchOptions(
            List.of(root), List.of("*.log"), WatchOptions.DEFAULT_SETTLE, Optional.empty());
    try (WatchedSite site = WatchedSite.watch(root, options, DirectoryWatcherSource::new)) {
      site.write("server.log", "x");

      assertEquals("server.log: *.log (--ignore)", site.recorder().nextIgnored());
      site.assertExhausted();
    }
  }

  @Test
  void badOptionsAreRefusedAtOnce() {
    try (ScheduledThreadPoolExecutorResource engine = new ScheduledThreadPoolExecutorResource()) {
      WatchOptions glob =
          new WatchOptions(
              List.of(root), List.of("["), WatchOptions.DEFAULT_SETTLE, Optional.empty());
      BatchRecorder recorder = new BatchRecorder(root);

      assertThrows(
          InvalidGlobException.class, () -> FileWatcher.start(glob, engine.executor, recorder));
      assertThrows(
          IllegalArgumentException.class,
          () -> FileWatcher.start(WatchOptions.of(root.resolve("no")), engine.executor, recorder));
    }
  }

  @Test
  void closingEndsItsThreads() throws Exception {
    List<Thread> ours;
    try (WatchedSite site = WatchedSite.watch(root)) {
      site.write("a.css", "a { color: red }");
      site.recorder().nextBatch();
      ours = threads();
      assertEquals(3, ours.size(), ours.toString());
    }

    for (Thread thread : ours) {
      thread.join(1000);
      assertTrue(!thread.isAlive(), thread + " still runs a second after close");
    }
  }

  private static List<Thread> threads() {
    Thread[] all = new Thread[Thread.activeCount() * 2];
    Thread.enumerate(all);
    return Stream.of(all)
        .filter(Objects::nonNull)
        .filter(thread -> thread.getName().startsWith("livereload-"))
        .toList();
  }

  private static final class ScheduledThreadPoolExecutorResource implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
