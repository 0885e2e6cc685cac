package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what a watcher tells, for tests that wait with a deadline. */
final class BatchRecorder implements FileWatcher.Listener {

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int MANY = 10;

  private final Path root;
  private final BlockingQueue<List<FileChange>> batches = new LinkedBlockingQueue<>();
  private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ignored = new LinkedBlockingQueue<>();

  BatchRecorder(Path root) {
    this.root = root;
  }

  @Override
  public void changed(ChangeBatch batch) {
    batches.add(batch.changes());
  }

  @Override
  public void notice(Notice notice) {
    notices.add(notice);
  }

  @Override
  public void ignored(Path path, String reason) {
    ignored.add(root.relativize(path) + ": " + reason);
  }

  String nextBatch() throws InterruptedException {
    return describe(next(batches));
  }

  /** Returns the next batch, or the next two together where the first is not {@code expected}. */
  String nextTwoBatches(String expected) throws InterruptedException {
    List<FileChange> first = next(batches);
    return describe(first).equals(expected) ? expected : describe(together(first, next(batches)));
  }

  /** A file that was made in the first batch and written in the second is a new one. */
  private static List<FileChange> together(List<FileChange> first, List<FileChange> second) {
    Map<Path, FileChange> changes = new TreeMap<>();
    first.forEach(change -> changes.put(change.file(), change));
    second.forEach(change -> changes.putIfAbsent(change.file(), change));
    return List.copyOf(changes.values());
  }

  Optional<String> pollBatch(Duration patience) throws InterruptedException {
    List<FileChange> next = batches.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return Optional.ofNullable(next).map(this::describe);
  }

  Notice nextNotice() throws InterruptedException {
    return next(notices);
  }

  String nextIgnored() throws InterruptedException {
    return next(ignored);
  }

  /** Returns what was ignored so far. */
  List<String> ignored() {
    return List.copyOf(ignored);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    @Nullable T next = queue.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(next, "Nothing came within " + DEADLINE);
    return next;
  }

  private String describe(List<FileChange> changes) {
    if (changes.size() <= MANY) {
      return changes.stream()
          .map(change -> kind(change) + " " + root.relativize(change.file()))
          .collect(Collectors.joining(", "));
    }
    return changes.stream()
        .collect(Collectors.groupingBy(BatchRecorder::kind, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String kind(FileChange change) {
    return change.kind().name().toLowerCase(Locale.ROOT);
  }
}
