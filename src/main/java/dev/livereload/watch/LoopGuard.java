package dev.livereload.watch;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Notices a file that is written again and again without the pauses that people make: by a build
 * that writes its own input, or by a page that makes the server write. Pure; not thread-safe.
 */
final class LoopGuard {

  /** So many announcements of one file in a row are a loop. */
  static final int TIMES = 10;

  /** After a pause of this length a row begins anew. Nobody edits ten times without one. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private record Row(int times, long since, long last) {}

  private final Path root;

  /** Files of the last {@link #PAUSE}, no more. */
  private final Map<Path, Row> rows = new HashMap<>();

  /**
   * @param root what the paths in notices are told from
   */
  LoopGuard(Path root) {
    this.root = root;
  }

  /** Returns what to say after {@code batch} at {@code now}, in nanoseconds: once for each row. */
  List<Notice> notices(ChangeBatch batch, long now) {
    rows.values().removeIf(row -> now - row.last > PAUSE.toNanos());
    List<Notice> notices = new ArrayList<>();
    for (FileChange change : batch.changes()) {
      Row before = rows.getOrDefault(change.file(), new Row(0, now, now));
      Row row = new Row(before.times + 1, before.since, now);
      rows.put(change.file(), row);
      if (row.times == TIMES) {
        notices.add(notice(change.file(), Duration.ofNanos(now - row.since)));
      }
    }
    return notices;
  }

  private Notice notice(Path file, Duration within) {
    Path name = file.startsWith(root) ? root.relativize(file) : file;
    return new Notice(
        String.format(
            Locale.ROOT,
            "%s changed %d times within %.1f s: something writes it again and again.",
            name,
            TIMES,
            within.toMillis() / 1000.0),
        "If a build or a page does that, leave the file out with --ignore '" + name + "'.");
  }
}
