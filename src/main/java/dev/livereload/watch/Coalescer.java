package dev.livereload.watch;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides when what happened to files is one finished save, and what it changed.
 *
 * <p>Leading edge: the first hint makes a look at the file, and the file is settled as soon as it
 * has held still for as long as its state demands ({@link Patience}). A batch goes out when every
 * file in it is settled, so all that arrives while files are still coming is in it.
 *
 * <p>Pure but for its {@link Disk}: time comes in as an argument, in nanoseconds from any origin.
 * Not thread-safe; belongs to the engine's thread.
 */
final class Coalescer {

  /**
   * A file that has not held still for this long (a log, a copy over a slow line) no longer keeps
   * the others waiting. It is announced when it rests.
   */
  static final Duration RESTLESS = Duration.ofSeconds(2);

  /**
   * A burst that has not ended by then gives what is settled. Twice this is what a burst may last
   * and be two batches.
   */
  static final Duration CAP = Duration.ofSeconds(3);

  /**
   * More files than an editor saves at once are the work of a tool, and tools pause: a build
   * between its steps, a checkout when the machine is busy.
   */
  static final int TOOL_FILES = 8;

  /** So many quiet times end a burst of more than {@link #TOOL_FILES}. */
  static final int TOOL_PATIENCE = 5;

  /**
   * A save that comes sooner after a batch than this belongs to the same burst: no hurry any more,
   * so that a burst is two batches at most.
   */
  static final Duration BURST = Duration.ofMillis(250);

  /** Files above this are compared by size and time: reading 8 MiB takes about 5 ms here. */
  static final long HASH_LIMIT_BYTES = 8L << 20;

  /** A file that is open is looked at again after this part of the time that it has held still. */
  private static final int OPEN_LOOKS = 4;

  /** The least time between two such looks. */
  private static final Duration OPEN_PAUSE = Duration.ofMillis(3);

  private final Disk disk;
  private final ContentIndex index;
  private final Patience patience;
  private final Map<Path, Pending> pending = new LinkedHashMap<>();

  /** Logs and the like, whose writer never closes them: nobody waits for that a second time. */
  private final Set<Path> keptOpen = new HashSet<>();

  private long burstStart;
  private long lastNews;
  private long nextHurry = Long.MIN_VALUE;
  private long wake;

  private static final class Pending {
    final long first;
    long since;
    long nextLook;
    FileStamp stamp;
    boolean settled;

    Pending(FileStamp stamp, long now) {
      this.first = now;
      this.since = now;
      this.stamp = stamp;
    }
  }

  Coalescer(Disk disk, ContentIndex index, Duration settle) {
    this.disk = disk;
    this.index = index;
    this.patience = new Patience(settle);
  }

  /** Something may have happened to {@code file}. */
  void hint(Path path, long now) {
    FileStamp stamp = disk.stamp(path);
    Pending file = pending.get(path);
    if (!stamp.exists() && !index.known(path).exists()) {
      // A temporary file that came and went.
      pending.remove(path);
    } else if (file == null) {
      if (pending.isEmpty()) {
        burstStart = now;
        wake = Long.MAX_VALUE;
      }
      Pending added = new Pending(stamp, now);
      pending.put(path, added);
      news(added, stamp, now);
    } else if (!file.stamp.looksLike(stamp)) {
      news(file, stamp, now);
    }
  }

  /** Returns when {@link #advance} is due, or nothing where nothing is pending. */
  OptionalLong nextWake() {
    return pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(wake);
  }

  /** Returns the batch that is complete at {@code now}, if one is. */
  Optional<ChangeBatch> advance(long now) {
    boolean tool = pending.size() > TOOL_FILES;
    long ready = tool ? lastNews + TOOL_PATIENCE * patience.settle() : now;
    Set<Integer> present = keysPresent();
    for (Map.Entry<Path, Pending> entry : pending.entrySet()) {
      Pending file = entry.getValue();
      if (!file.settled && file.nextLook <= now) {
        look(entry.getKey(), file, present, now);
      }
      if (!file.settled && now - file.first < RESTLESS.toNanos()) {
        ready = Math.max(ready, file.nextLook);
      }
    }
    long cap = burstStart + CAP.toNanos();
    if (ready > now && now < cap) {
      wake = Math.min(ready, cap);
      return Optional.empty();
    }
    Optional<ChangeBatch> batch = takeSettled();
    if (batch.isPresent()) {
      nextHurry = now + BURST.toNanos();
    }
    burstStart = now;
    wake = now + patience.settle();
    return batch;
  }

  private void news(Pending file, FileStamp stamp, long now) {
    file.stamp = stamp;
    file.since = now;
    file.settled = false;
    // One alone is perhaps whole already.
    file.nextLook = pending.size() == 1 ? now : now + patience.settle();
    lastNews = now;
    wake = Math.min(wake, file.nextLook);
  }

  private Set<Integer> keysPresent() {
    Set<Integer> keys = new HashSet<>();
    for (Pending file : pending.values()) {
      if (file.stamp.exists()) {
        keys.add(file.stamp.key());
      }
    }
    return keys;
  }

  private void look(Path path, Pending file, Set<Integer> present, long now) {
    FileStamp seen = disk.stamp(path);
    if (!seen.looksLike(file.stamp)) {
      news(file, seen, now);
      return;
    }
    FileStamp known = index.known(path);
    boolean moved = known.key() != 0 && present.contains(known.key());
    Writers writers = writersOf(path, seen);
    long wanted = patience.with(known, seen, moved, writers);
    if (writers == Writers.NONE && isSimpleSave(known, seen, now)) {
      wanted = 0;
    }
    long held = now - file.since;
    if (held >= wanted) {
      settle(path, file, now);
    } else if (writers == Writers.SOME) {
      // No event tells that it is closed.
      long pause = Math.max(held / OPEN_LOOKS, OPEN_PAUSE.toNanos());
      file.nextLook = Math.min(now + pause, file.since + wanted);
    } else {
      file.nextLook = file.since + wanted;
    }
    if (file.settled && writers == Writers.SOME) {
      keptOpen.add(path);
    }
  }

  private Writers writersOf(Path path, FileStamp seen) {
    return seen.exists() && !keptOpen.contains(path) ? disk.writers(path) : Writers.UNKNOWN;
  }

  /**
   * Whether nothing speaks for more to come. A new file may be temporary, and about to be renamed
   * over another; one of which much has gone may be written by several commands, one after another.
   */
  private boolean isSimpleSave(FileStamp known, FileStamp seen, long now) {
    return pending.size() == 1
        && known.exists()
        && seen.size() > 0
        && seen.size() >= known.size() / 2
        && now >= nextHurry;
  }

  private void settle(Path path, Pending file, long now) {
    // Read first, look after: content that changed meanwhile shows in the look.
    long hash = hashOf(path, file.stamp);
    FileStamp seen = disk.stamp(path);
    if (seen.looksLike(file.stamp)) {
      file.stamp = seen.withHash(hash);
      file.settled = true;
    } else {
      news(file, seen, now);
    }
  }

  private long hashOf(Path path, FileStamp stamp) {
    if (!stamp.exists() || stamp.size() > HASH_LIMIT_BYTES) {
      return FileStamp.NOT_HASHED;
    }
    try {
      return disk.hash(path);
    } catch (IOException unreadable) {
      // Gone: the next look says so. Not ours to read: then size and time must do.
      return FileStamp.NOT_HASHED;
    }
  }

  private Optional<ChangeBatch> takeSettled() {
    List<FileChange> changes = new ArrayList<>();
    Iterator<Map.Entry<Path, Pending>> entries = pending.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Path, Pending> entry = entries.next();
      if (entry.getValue().settled) {
        announce(entry.getKey(), entry.getValue().stamp).ifPresent(changes::add);
        entries.remove();
      }
    }
    changes.sort(Comparator.comparing(FileChange::file));
    return changes.isEmpty() ? Optional.empty() : Optional.of(new ChangeBatch(changes));
  }

  private Optional<FileChange> announce(Path file, FileStamp now) {
    FileStamp known = index.known(file);
    index.put(file, now);
    if (now.sameContentAs(known)) {
      return Optional.empty();
    }
    Kind kind = !now.exists() ? Kind.DELETED : known.exists() ? Kind.MODIFIED : Kind.CREATED;
    return Optional.of(new FileChange(file, kind));
  }
}
