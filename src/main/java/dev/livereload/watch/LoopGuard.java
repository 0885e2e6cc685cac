package dev.livereload.watch;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notices a file that is written again and again as no person does: without a pause, or with pauses
 * that are all alike. A build that writes its own input does that, or a page that makes the server
 * write. Pure; not thread-safe.
 */
final class LoopGuard {

  /** After a longer pause a row goes on only in rhythm. Nobody edits ten times without one. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * The longest pause of a row is at most so many times the shortest. Builds of three seconds
   * differ by less; an editor that saves while one types does not keep such time ten times over.
   */
  static final double RHYTHM = 1.5;

  /** After this a row begins anew, however slow the build. */
  static final Duration SLOWEST = Duration.ofSeconds(30);

  private record Row(int times, long since, long last, long shortest, long longest) {

    static Row begin(long now) {
      return new Row(1, now, now, Long.MAX_VALUE, 0);
    }

    /** This row with an announcement more, or the one that begins with the pause before it. */
    Row next(long now) {
      long pause = now - last;
      Row longer =
          new Row(times + 1, since, now, Math.min(shortest, pause), Math.max(longest, pause));
      boolean goesOn =
          longer.longest <= PAUSE.toNanos() || longer.longest <= longer.shortest * RHYTHM;
      return goesOn ? longer : new Row(2, last, now, pause, pause);
    }
  }

  private final Path root;

  /** Files of the time of {@link #SLOWEST}, no more. */
  private final Map<Path, Row> rows = new HashMap<>();

  /**
   * @param root what the names of files are told from
   */
  LoopGuard(Path root) {
    this.root = root;
  }

  /** Returns the loops found with {@code batch} at {@code now}, in nanoseconds: once each row. */
  List<Loop> loops(ChangeBatch batch, long now) {
    rows.values().removeIf(row -> now - row.last > SLOWEST.toNanos());
    List<Loop> loops = new ArrayList<>();
    for (FileChange change : batch.changes()) {
      Row before = rows.get(change.file());
      Row row = before == null ? Row.begin(now) : before.next(now);
      rows.put(change.file(), row);
      if (row.times == Loop.TIMES) {
        loops.add(loop(change.file(), Duration.ofNanos(now - row.since)));
      }
    }
    return loops;
  }

  private Loop loop(Path file, Duration within) {
    Path name = file.startsWith(root) ? root.relativize(file) : file;
    return new Loop(file, name.toString(), within);
  }
}
