package dev.livereload.watch;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.Notice;
import dev.livereload.watch.ContentIndex.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches folders and tells of each finished save once, as one batch.
 *
 * <p>Thread-safe. The listener is called on the engine's thread, which owns all that is known about
 * files. Two threads more: {@code livereload-watch} waits for the system's events, {@code
 * livereload-scan} walks folders and reads what was there at the start.
 */
public final class FileWatcher implements AutoCloseable {

  /** Told what happened; always on the engine's thread, so one call at a time. */
  public interface Listener {

    /** A save is finished, and this is what it changed. */
    void changed(ChangeBatch batch);

    /** Watching falls short somewhere. */
    void notice(Notice notice);

    /** A file is written again and again; told after its change, once as long as that goes on. */
    default void loops(Loop loop) {
      notice(loop.notice());
    }

    /**
     * Something happened to a path that is not watched. For the curious; what lies in a folder that
     * is ignored is not even heard of where the system lets us leave it out. Told once a path.
     *
     * @param reason the rule and where it comes from
     */
    default void ignored(Path path, String reason) {}
  }

  /**
   * Between the beginning of watching and the loading of JNA, which takes a core for 50 ms: a
   * server around this is just starting then. Until it is loaded, a save is known by its quiet
   * time.
   */
  private static final Duration LEASE_PAUSE = Duration.ofSeconds(1);

  private final ScheduledExecutorService engine;
  private final Listener listener;
  private final RealDisk disk = new RealDisk();
  private final IgnoreRules rules;
  private final WatchedTree tree;
  private final LoopGuard loops;
  private final Inbox inbox = new Inbox();
  private final ScanThread scans;
  private final SourceKeeper keeper;
  private final CompletableFuture<Void> armed = new CompletableFuture<>();
  private final Set<Path> toldUnreadable = new HashSet<>();
  private final IgnoredPaths ignored = new IgnoredPaths();
  private volatile boolean closed;

  private long wakeScheduledFor = Long.MAX_VALUE;
  private int scansUnderWay;

  FileWatcher(
      WatchOptions options,
      ScheduledExecutorService engine,
      Listener listener,
      SourceKeeper.Factory sources) {
    List<Path> roots = Roots.fold(options.roots(), options.ignore());
    this.engine = engine;
    this.listener = listener;
    this.rules = new IgnoreRules(roots, options.ignore());
    this.loops = new LoopGuard(roots.get(0));
    this.tree = new WatchedTree(roots, rules, disk, options.settle());
    this.scans = new ScanThread(rules);
    this.keeper = new SourceKeeper(this, sources, roots, rules, options.poll());
  }

  /**
   * Begins to watch. Returns at once; see {@link #armed}.
   *
   * @param engine one thread; the caller closes it, after this
   * @throws InvalidGlobException if a glob of {@code options} is empty or malformed
   * @throws IllegalArgumentException if a root is not the real path of a directory
   */
  public static FileWatcher start(
      WatchOptions options, ScheduledExecutorService engine, Listener listener) {
    FileWatcher watcher = new FileWatcher(options, engine, listener, DirectoryWatcherSource::new);
    watcher.begin();
    return watcher;
  }

  /**
   * Completes when every root is watched: a change that is made after that is told. Is cancelled
   * where {@link #close} comes first.
   */
  public CompletableFuture<Void> armed() {
    return armed.copy();
  }

  /**
   * Counts what is watched, on the engine's thread: about 1 ms for 10,000 folders. Does not
   * complete where {@link #close} comes first.
   */
  public CompletableFuture<Watched> watched() {
    CompletableFuture<Watched> counted = new CompletableFuture<>();
    onEngine(() -> counted.complete(tree.count()));
    return counted;
  }

  /**
   * Whether changes of {@code file} are not told. Thread-safe.
   *
   * @throws IllegalArgumentException if it is below no root
   */
  public boolean ignores(Path file) {
    return rules.reason(file).isPresent();
  }

  /**
   * Whether something has happened to files that the listener is yet to be told of. To be asked on
   * the engine's thread.
   */
  public boolean isBusy() {
    return scansUnderWay > 0 || tree.nextWake().isPresent() || !inbox.isEmpty();
  }

  /** Stops at once; at most the call of the listener that is under way ends later. */
  @Override
  public void close() {
    closed = true;
    armed.cancel(false);
    keeper.close();
    scans.close();
  }

  void begin() {
    onEngine(keeper::open);
  }

  /** Runs {@code task} on the engine's thread, unless this is closed by then. */
  void onEngine(Runnable task) {
    try {
      engine.execute(
          () -> {
            if (!closed) {
              runLoudly(task);
            }
          });
    } catch (RejectedExecutionException e) {
      if (!engine.isShutdown()) {
        throw e;
      }
    }
  }

  /** A scheduled executor would keep an exception to itself, and nobody asks it. */
  private static void runLoudly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Thread current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, e);
    }
  }

  /** Like {@link #onEngine}, but not before {@code pause} is over. */
  void onEngineAfter(Duration pause, Runnable task) {
    try {
      Future<?> unused =
          engine.schedule(() -> onEngine(task), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      if (!engine.isShutdown()) {
        throw e;
      }
    }
  }

  void tell(Notice notice) {
    listener.notice(notice);
  }

  /** From any thread: somebody should look at {@code path}. */
  void hint(Path path) {
    if (inbox.add(path)) {
      onEngine(this::deliver);
    }
  }

  /** Looks at everything below {@code starts}, compares, then runs {@code then} on the engine. */
  void rescan(Collection<Path> starts, Runnable then) {
    scansUnderWay++;
    scans.scan(
        starts,
        found ->
            onEngine(
                () -> {
                  scansUnderWay--;
                  found.forEach(this::take);
                  then.run();
                  advance();
                }));
  }

  private void take(TreeScan scan) {
    scan.unreadable().forEach(this::tellUnreadable);
    List<Entry> learned = armed.isDone() ? tree.compare(scan, System.nanoTime()) : tree.learn(scan);
    scans.warm(learned, hashed -> onEngine(() -> hashed.forEach(tree::learnHash)));
    keeper.watchAlso(tree.outside());
  }

  /** Everything is watched and known. */
  void arm() {
    tree.complete();
    if (armed.complete(null)) {
      onEngineAfter(LEASE_PAUSE, () -> scans.loadLease(lease -> onEngine(() -> disk.use(lease))));
    }
    deliver();
  }

  private void deliver() {
    if (!armed.isDone()) {
      // Compared with an index that is not filled, every file would be new. It waits for arm().
      return;
    }
    take(inbox.take());
    // What came while the first was looked at is of the same save, and keeps it from being told
    // alone.
    take(inbox.take());
    Set<Path> unscanned = tree.takeUnscanned();
    if (!unscanned.isEmpty()) {
      rescan(unscanned, this::advance);
    }
    advance();
  }

  private void take(Inbox.Delivery delivery) {
    if (delivery.overflowed()) {
      keeper.lost(new IOException("More than " + Inbox.LIMIT + " paths changed at once."));
    }
    long now = System.nanoTime();
    for (Path path : delivery.paths()) {
      tree.hint(path, now)
          .filter(reason -> ignored.isNews(path, reason))
          .ifPresent(reason -> listener.ignored(path, reason.toString()));
    }
  }

  private void announce(ChangeBatch batch) {
    if (batch.changes().stream().anyMatch(change -> GitIgnores.isOne(change.file()))) {
      readRulesAnew();
    }
    listener.changed(batch);
    loops.loops(batch, System.nanoTime()).forEach(listener::loops);
  }

  /** A {@code .gitignore} has changed, and with it what is watched. */
  void readRulesAnew() {
    tree.readRulesAnew();
    keeper.replace();
  }

  private void wake() {
    wakeScheduledFor = Long.MAX_VALUE;
    advance();
  }

  private void advance() {
    long now = System.nanoTime();
    if (tree.nextWake().orElse(Long.MAX_VALUE) <= now) {
      tree.advance(now).ifPresent(this::announce);
    }
    tree.nextWake().ifPresent(this::scheduleWake);
  }

  private void scheduleWake(long time) {
    if (time < wakeScheduledFor) {
      wakeScheduledFor = time;
      onEngineAfter(Duration.ofNanos(Math.max(0, time - System.nanoTime())), this::wake);
    }
  }

  private void tellUnreadable(Path path, IOException reason) {
    if (toldUnreadable.add(path)) {
      listener.notice(
          new Notice(
              path + " cannot be read, so changes in it are not seen.",
              "Give yourself the right to read it, or leave it out with --ignore."));
    }
  }
}
