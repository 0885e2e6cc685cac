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
import java.util.Optional;
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

    /**
     * Something happened to a path that is not watched. For the curious; what lies in a folder that
     * is ignored is not even heard of where the system lets us leave it out.
     *
     * @param reason the rule and where it comes from
     */
    default void ignored(Path path, String reason) {}
  }

  private final List<Path> roots;
  private final ScheduledExecutorService engine;
  private final Listener listener;
  private final IgnoreRules rules;
  private final ContentIndex index = new ContentIndex();
  private final RealDisk disk = new RealDisk();
  private final Coalescer coalescer;
  private final Links links = new Links();
  private final LoopGuard loops;
  private final Inbox inbox = new Inbox();
  private final ScanThread scans;
  private final SourceKeeper keeper;
  private final CompletableFuture<Void> armed = new CompletableFuture<>();
  private final Set<Path> toldUnreadable = new HashSet<>();
  private volatile boolean closed;

  /** Whether files may be unknown for no other reason than that they were ignored until now. */
  private boolean rulesAreNew;

  private long wakeScheduledFor = Long.MAX_VALUE;

  FileWatcher(
      WatchOptions options,
      ScheduledExecutorService engine,
      Listener listener,
      SourceKeeper.Factory sources) {
    this.roots = Roots.fold(options.roots(), options.ignore());
    this.engine = engine;
    this.listener = listener;
    this.rules = new IgnoreRules(roots, options.ignore());
    this.loops = new LoopGuard(roots.get(0));
    this.coalescer = new Coalescer(disk, index, options.settle());
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
    scans.scan(
        starts,
        found ->
            onEngine(
                () -> {
                  found.forEach(this::compare);
                  then.run();
                  advance();
                }));
  }

  private void compare(TreeScan scan) {
    scan.unreadable().forEach(this::tellUnreadable);
    scan.links().forEach((link, target) -> links.put(link, Optional.of(target)));
    if (!armed.isDone()) {
      learn(scan.files());
    } else {
      if (rulesAreNew) {
        learn(
            scan.files().stream()
                .filter(file -> !index.known(file.path()).exists())
                .filter(file -> rules.ignoredBefore(file.path()))
                .toList());
      }
      long now = System.nanoTime();
      index.differences(scan.start(), scan.files()).forEach(file -> coalescer.hint(file, now));
    }
  }

  private void learn(List<Entry> files) {
    files.forEach(file -> index.put(file.path(), file.stamp()));
    scans.warm(files, hashed -> onEngine(() -> hashed.forEach(this::learnHash)));
  }

  private void learnHash(Entry hashed) {
    FileStamp known = index.known(hashed.path());
    if (known.hash() == FileStamp.NOT_HASHED && known.looksLike(hashed.stamp())) {
      index.put(hashed.path(), hashed.stamp());
    }
  }

  /** Everything is watched and known. */
  void arm() {
    rulesAreNew = false;
    if (armed.complete(null)) {
      scans.loadLease(lease -> onEngine(() -> disk.use(lease)));
    }
    deliver();
  }

  private void deliver() {
    if (!armed.isDone()) {
      // Compared with an index that is not filled, every file would be new. It waits for arm().
      return;
    }
    Inbox.Delivery delivery = inbox.take();
    if (delivery.overflowed()) {
      keeper.lost(new IOException("More than " + Inbox.LIMIT + " paths changed at once."));
    }
    long now = System.nanoTime();
    for (Path path : delivery.paths()) {
      Optional<IgnoreRules.Reason> reason = rules.reason(path);
      if (reason.isPresent()) {
        listener.ignored(path, reason.get().toString());
      } else {
        look(path, now);
      }
    }
    advance();
  }

  private void look(Path path, long now) {
    coalescer.hint(path, now);
    links.put(path, Links.target(path));
    links.to(path).forEach(link -> coalescer.hint(link, now));
    // A folder that went, or was replaced: all that was known in it.
    for (Path file : index.below(path)) {
      if (!file.equals(path)) {
        coalescer.hint(file, now);
      }
    }
  }

  private void announce(ChangeBatch batch) {
    if (batch.changes().stream().anyMatch(change -> GitIgnores.isOne(change.file()))) {
      applyNewRules();
    }
    listener.changed(batch);
    loops.notices(batch, System.nanoTime()).forEach(listener::notice);
  }

  /** What is ignored from now on is forgotten, what is not any more is learned: neither changed. */
  private void applyNewRules() {
    rules.readAnew();
    roots.stream()
        .flatMap(root -> index.below(root).stream())
        .filter(file -> rules.reason(file).isPresent())
        .forEach(file -> index.put(file, FileStamp.ABSENT));
    rulesAreNew = true;
    keeper.replace();
  }

  private void wake() {
    wakeScheduledFor = Long.MAX_VALUE;
    advance();
  }

  private void advance() {
    long now = System.nanoTime();
    if (coalescer.nextWake().orElse(Long.MAX_VALUE) <= now) {
      coalescer.advance(now).ifPresent(this::announce);
    }
    coalescer.nextWake().ifPresent(this::scheduleWake);
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
