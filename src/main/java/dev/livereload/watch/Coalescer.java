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
 * has held still for as long as its state demands ({@link #patience}). A batch goes out when every
 * file in it is settled, so all that arrives while files are still coming is in it.
 *
 * <p>Pure but for its {@link Disk}: time comes in as an argument, in nanoseconds from any origin.
 * Not thread-safe; belongs to the engine's thread.
 */
final class Coalescer {

  /**
   * How long an empty file, or one that lost most of its content in place, is taken for one that is
   * being written. Tailwind leaves 0 bytes for 175 ms, others for 300; after this it is believed.
   */
  static final Duration EMPTY = Duration.ofSeconds(1);

  /** How long a deletion is taken for the first half of a save that writes the file anew. */
  static final Duration DELETED = Duration.ofMillis(400);

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

  /** Files above this are compared by size and time: reading 8 MiB takes about 5 ms here. */
  static final long HASH_LIMIT_BYTES = 8L << 20;

  private final Disk disk;
  private final ContentIndex index;
  private final long settle;
  private final Map<Path, Pending> pending = new LinkedHashMap<>();
  private long burstStart;
  private long lastNews;
  private long wake;

  private static final class Pending {
    final long first;
    long since;
    FileStamp stamp;
    boolean settled;

    Pending(FileStamp stamp, long now) {
      this.first = now;
      this.since = now;
      this.stamp = stamp;
    }

    void see(FileStamp seen, long now) {
      stamp = seen;
      since = now;
      settled = false;
    }
  }

  Coalescer(Disk disk, ContentIndex index, Duration settle) {
    this.disk = disk;
    this.index = index;
    this.settle = settle.toNanos();
  }

  /** Something may have happened to {@code file}. */
  void hint(Path file, long now) {
    FileStamp stamp = disk.stamp(file);
    Pending before = pending.get(file);
    if (before != null) {
      if (!before.stamp.looksLike(stamp)) {
        before.see(stamp, now);
        news(now);
      }
    } else if (stamp.exists() || index.known(file).exists()) {
      if (pending.isEmpty()) {
        burstStart = now;
        wake = now + settle;
      }
      pending.put(file, new Pending(stamp, now));
      news(now);
    }
  }

  /** Returns when {@link #advance} is due, or nothing where nothing is pending. */
  OptionalLong nextWake() {
    return pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(wake);
  }

  /** Returns the batch that is complete at {@code now}, if one is. */
  Optional<ChangeBatch> advance(long now) {
    long ready = pending.size() > TOOL_FILES ? lastNews + TOOL_PATIENCE * settle : now;
    Set<Integer> present = keysPresent();
    for (Map.Entry<Path, Pending> entry : pending.entrySet()) {
      Pending file = entry.getValue();
      settleIfDue(entry.getKey(), file, present, now);
      if (!file.settled && now - file.first < RESTLESS.toNanos()) {
        ready = Math.max(ready, file.since + patience(entry.getKey(), file, present));
      }
    }
    long cap = burstStart + CAP.toNanos();
    if (ready > now && now < cap) {
      wake = Math.min(ready, cap);
      return Optional.empty();
    }
    Optional<ChangeBatch> batch = takeSettled();
    burstStart = now;
    wake = now + settle;
    return batch;
  }

  private void news(long now) {
    lastNews = now;
    wake = Math.min(wake, now + settle);
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

  private void settleIfDue(Path path, Pending file, Set<Integer> present, long now) {
    if (file.settled || now - file.since < patience(path, file, present)) {
      return;
    }
    // Read first, look after: content that changed meanwhile shows in the look.
    long hash = hashOf(path, file.stamp);
    FileStamp seen = disk.stamp(path);
    if (seen.looksLike(file.stamp)) {
      file.stamp = seen.withHash(hash);
      file.settled = true;
    } else {
      file.see(seen, now);
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

  /** How long {@code file} must hold still, given the state it is in. */
  private long patience(Path path, Pending file, Set<Integer> present) {
    FileStamp known = index.known(path);
    if (!file.stamp.exists()) {
      // A temporary file that came and went is nothing; one that is here by another name was moved.
      boolean certain = !known.exists() || (known.key() != 0 && present.contains(known.key()));
      return certain ? 0 : DELETED.toNanos();
    }
    boolean emptied = file.stamp.size() == 0 && known.size() != 0;
    boolean cutDown = file.stamp.key() == known.key() && file.stamp.size() < known.size() / 2;
    return emptied || cutDown ? EMPTY.toNanos() : settle;
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
