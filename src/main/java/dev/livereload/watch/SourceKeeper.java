package dev.livereload.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a working source of hints: replaces one that lost events, or whose root is not the same
 * folder any more, by a new one and a look at everything; polls where the system gives no events.
 *
 * <p>All on the engine's thread but {@link #close} and the methods of {@link ChangeSource.Sink}.
 */
final class SourceKeeper implements ChangeSource.Sink, AutoCloseable {

  /**
   * How often the roots are looked at, and the {@code .gitignore} files above them: no system tells
   * that a watched root itself was replaced, nor of what lies beside it.
   */
  static final Duration ROOT_CHECK = Duration.ofMillis(500);

  /** The pause between two looks where events do not come, unless the user named another. */
  static final Duration POLL = Duration.ofMillis(500);

  /** Polling rests this many times as long as a look takes, so that it costs 5 % of a core. */
  private static final int POLL_REST = 20;

  /** A source that loses events again and again is not replaced more often than this. */
  private static final Duration REPLACE_PAUSE = Duration.ofMillis(200);

  /** Makes a source that is not started yet. */
  interface Factory {
    ChangeSource create(List<Path> roots, IgnoreRules rules, ChangeSource.Sink sink);
  }

  private final FileWatcher watcher;
  private final Factory sources;
  private final List<Path> roots;
  private final IgnoreRules rules;
  private final Optional<Duration> poll;
  private final Map<Path, Object> rootKeys = new HashMap<>();
  private final DeafFolders deaf = new DeafFolders();
  private volatile @Nullable ChangeSource source;
  private volatile boolean closed;
  private Set<Path> also = Set.of();
  private boolean opening;
  private boolean lostAgain;
  private boolean polling;

  SourceKeeper(
      FileWatcher watcher,
      Factory sources,
      List<Path> roots,
      IgnoreRules rules,
      Optional<Duration> poll) {
    this.watcher = watcher;
    this.sources = sources;
    this.roots = roots;
    this.rules = rules;
    this.poll = poll;
  }

  /** Starts the first source; {@link FileWatcher#arm} follows. */
  void open() {
    watcher.onEngineAfter(ROOT_CHECK, this::checkRoots);
    rootKeys.putAll(rootsNow());
    openSource();
  }

  /** Watches {@code folders} besides the roots; begins anew where that is news. */
  void watchAlso(Set<Path> folders) {
    if (!also.equals(folders)) {
      also = folders;
      rootKeys.clear();
      rootKeys.putAll(rootsNow());
      replace();
    }
  }

  @Override
  public void hint(Path path) {
    watcher.hint(path);
  }

  @Override
  public void deaf(Path folder, IOException reason) {
    watcher.onEngine(
        () -> {
          deaf.add(folder, reason);
          keepPolling(Duration.ZERO);
        });
  }

  @Override
  public void lost(Exception reason) {
    watcher.onEngine(this::replace);
  }

  @Override
  public void close() {
    closed = true;
    closeSource();
  }

  /** Begins anew, because events were lost or others are wanted. */
  void replace() {
    if (opening) {
      lostAgain = true;
    } else {
      closeSource();
      openSource();
    }
  }

  private void openSource() {
    opening = true;
    deaf.clear();
    List<Path> present = all().filter(rootKeys::containsKey).filter(this::tells).toList();
    if (present.isEmpty()) {
      catchUp();
    } else {
      ChangeSource opened = sources.create(present, rules, this);
      source = opened;
      CompletableFuture<Void> unused =
          opened
              .start()
              .whenComplete(
                  (nothing, failure) -> watcher.onEngine(() -> started(present, failure)));
    }
    if (closed) {
      closeSource();
    }
  }

  /** Whether the system tells what happens below {@code root}; if not, it is polled. */
  private boolean tells(Path root) {
    if (poll.isPresent()) {
      deaf.addWanted(root);
      return false;
    }
    Optional<String> remote = DeafFolders.remoteType(root);
    remote.ifPresent(type -> deaf.addRemote(root, type));
    return remote.isEmpty();
  }

  private void started(List<Path> watched, @Nullable Throwable failure) {
    if (failure != null) {
      watched.forEach(root -> deaf.add(root, failure));
    }
    catchUp();
  }

  private void catchUp() {
    watcher.rescan(roots, this::caughtUp);
  }

  private void caughtUp() {
    opening = false;
    if (lostAgain) {
      lostAgain = false;
      watcher.onEngineAfter(REPLACE_PAUSE, this::replace);
    } else {
      watcher.arm();
    }
    keepPolling(Duration.ZERO);
  }

  private void keepPolling(Duration lastLook) {
    if (!opening) {
      // Not before all folders were tried: then their number is known.
      deaf.takeNotice().ifPresent(watcher::tell);
    }
    if (!polling && !opening && !deaf.tops().isEmpty()) {
      polling = true;
      Duration rest = lastLook.multipliedBy(POLL_REST);
      Duration pause = poll.orElse(POLL);
      watcher.onEngineAfter(rest.compareTo(pause) > 0 ? rest : pause, this::pollOnce);
    }
  }

  private void pollOnce() {
    long start = System.nanoTime();
    watcher.rescan(
        deaf.tops(),
        () -> {
          polling = false;
          keepPolling(Duration.ofNanos(System.nanoTime() - start));
        });
  }

  private void checkRoots() {
    Map<Path, Object> now = rootsNow();
    if (!now.equals(rootKeys)) {
      rootKeys.clear();
      rootKeys.putAll(now);
      replace();
    } else if (rules.isOutdated()) {
      watcher.readRulesAnew();
    }
    watcher.onEngineAfter(ROOT_CHECK, this::checkRoots);
  }

  private Stream<Path> all() {
    return Stream.concat(roots.stream(), also.stream());
  }

  private Map<Path, Object> rootsNow() {
    Map<Path, Object> keys = new HashMap<>();
    for (Path root : all().toList()) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
          // Windows has no key; then a root that was replaced within one pause is not noticed.
          keys.put(root, Optional.ofNullable(attributes.fileKey()));
        }
      } catch (IOException gone) {
        keys.remove(root);
      }
    }
    return keys;
  }

  private void closeSource() {
    ChangeSource open = source;
    source = null;
    if (open != null) {
      open.close();
    }
  }
}
