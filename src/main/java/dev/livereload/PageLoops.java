package dev.livereload;

import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import dev.livereload.event.Notice;
import dev.livereload.watch.Loop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the changes of files that a page writes by being loaded, when it is loaded because of
 * them: until the file has held still for a while, then all of them as one. Pure, but for what it
 * remembers; times are in nanoseconds of any clock. Not thread-safe.
 *
 * <p>Whether it is the page that writes cannot be seen while it is told of each change, so that is
 * tried: if the file goes on changing though no page is loaded, somebody else writes it.
 */
final class PageLoops {

  /** What changes so soon after a page was loaded, its loading may have changed. */
  static final Duration SOON = Duration.ofSeconds(2);

  /**
   * How long a file must hold still at first; each further time twice as long, so that the loop is
   * as good as stopped, and yet no change is lost. Longer than {@link #SOON}, else a page that is
   * told of nothing might still be writing.
   */
  static final Duration QUIET = Duration.ofSeconds(3);

  /** How long a page may take to say that it was loaded, from when its loading wrote the file. */
  static final Duration DOUBT = Duration.ofSeconds(1);

  /** Loads remembered: a loop of some tabs. Of more, it may not be known whose it is. */
  static final int MAX_LOADS = 1_000;

  // Of the first announcement it may not be known what led to it, nor of the last what it led to.
  private static final int LOADS_OF_A_LOOP = Loop.TIMES - 2;

  /**
   * What is to be told now.
   *
   * @param changes sorted by path
   */
  record Told(List<FileChange> changes, List<Notice> notices) {}

  private record Load(String page, long at) {}

  private final Deque<Load> loads = new ArrayDeque<>();
  private final Map<Path, Held> held = new TreeMap<>();

  /** Says that {@code page} was loaded. */
  void loaded(String page, long now) {
    loads.add(new Load(page, now));
    if (loads.size() > MAX_LOADS) {
      loads.remove();
    }
  }

  /**
   * Says that {@code loop} was found. Holds back the next changes of the file if a page was loaded
   * as often.
   *
   * @return what to say of it at once
   */
  Optional<Notice> begins(Loop loop, long now) {
    if (held.containsKey(loop.file())) {
      return Optional.empty();
    }
    Optional<String> page = page(now - loop.within().toNanos());
    page.ifPresent(loaded -> held.put(loop.file(), new Held(loop, loaded, now)));
    return page.isPresent() ? Optional.empty() : Optional.of(loop.notice());
  }

  private Optional<String> page(long since) {
    Map<String, Integer> times = new HashMap<>();
    loads.stream()
        .filter(load -> load.at - since >= 0)
        .forEach(load -> times.merge(load.page, 1, Integer::sum));
    return times.entrySet().stream()
        .filter(page -> page.getValue() >= LOADS_OF_A_LOOP)
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  /** Takes changes; returns those that are not held back. */
  List<FileChange> pass(List<FileChange> changes, long now) {
    List<FileChange> passed = new ArrayList<>();
    for (FileChange change : changes) {
      Held file = held.get(change.file());
      if (file == null) {
        passed.add(change);
      } else {
        file.take(change.kind(), now);
      }
    }
    return passed;
  }

  /** Returns when to ask {@link #due} next. */
  OptionalLong nextWake() {
    return held.values().stream()
        .filter(file -> file.waits)
        .mapToLong(file -> file.due)
        .reduce((a, b) -> a - b < 0 ? a : b);
  }

  /** Returns what has been held back for long enough. */
  Told due(long now) {
    Told told = new Told(new ArrayList<>(), new ArrayList<>());
    for (Iterator<Held> files = held.values().iterator(); files.hasNext(); ) {
      Held file = files.next();
      if (file.waits && file.due - now <= 0 && !file.release(now, told)) {
        files.remove();
      }
    }
    return told;
  }

  /** A file whose changes are held back. */
  private final class Held {

    private final Loop loop;
    private final String page;
    private boolean proven;
    private long told;
    private long quiet = QUIET.toNanos();
    private boolean waits = true;
    private long due;
    // Since when it has been changed without a load that is known of.
    private @Nullable Long doubted;
    private @Nullable Kind kind;

    Held(Loop loop, String page, long now) {
      this.loop = loop;
      this.page = page;
      this.told = now;
      this.due = now + quiet;
    }

    void take(Kind next, long now) {
      kind = kind == null ? next : merge(kind, next);
      waits = true;
      if (doubted != null) {
        return;
      }
      if (now - told <= SOON.toNanos() || followsALoad(now)) {
        due = now + quiet;
      } else {
        doubted = now;
        due = now + DOUBT.toNanos();
      }
    }

    /** Tells what there is. Returns whether further changes are held back, too. */
    boolean release(long now, Told to) {
      if (doubted != null && followsALoad(doubted)) {
        doubted = null;
        due = now + quiet;
        return true;
      }
      boolean byPage = doubted == null && kind != null;
      if (!proven) {
        to.notices.add(byPage ? loop.noticeOf(page) : loop.notice());
      }
      if (kind != null) {
        to.changes.add(new FileChange(loop.file(), kind));
      }
      proven = true;
      told = now;
      quiet *= 2;
      waits = false;
      kind = null;
      return byPage;
    }

    private boolean followsALoad(long changed) {
      long since = changed - SOON.toNanos();
      return loads.stream().anyMatch(load -> load.page.equals(page) && load.at - since >= 0);
    }
  }

  /** Returns the two changes as one, or nothing where they undo each other. */
  private static @Nullable Kind merge(Kind first, Kind next) {
    if (first == Kind.CREATED) {
      return next == Kind.DELETED ? null : first;
    }
    return next == Kind.DELETED ? next : Kind.MODIFIED;
  }
}
