package dev.livereload;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.Notice;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import dev.livereload.watch.FileWatcher;
import dev.livereload.watch.Loop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Stands between the watcher and who is told of changes, and holds back those of {@link PageLoops}.
 * Used by the engine's thread alone.
 */
final class LoopBrake implements FileWatcher.Listener {

  private final PageLoops loops = new PageLoops();
  private final FileWatcher.Listener next;
  private final BiConsumer<Duration, Runnable> later;
  private final LongSupplier clock;
  private long wakeScheduledFor = Long.MAX_VALUE;

  /**
   * @param later runs a task on the engine's thread after a pause
   * @param clock in nanoseconds
   */
  LoopBrake(FileWatcher.Listener next, BiConsumer<Duration, Runnable> later, LongSupplier clock) {
    this.next = next;
    this.later = later;
    this.clock = clock;
  }

  /** Takes what a tab says of itself. */
  void heard(Shown shown) {
    // One that somebody opens is no part of a loop, however often.
    if (shown.effect() == Effect.RELOADED) {
      loops.loaded(shown.page(), clock.getAsLong());
    }
  }

  @Override
  public void changed(ChangeBatch batch) {
    tell(loops.pass(batch.changes(), clock.getAsLong()));
    scheduleWake();
  }

  @Override
  public void loops(Loop loop) {
    loops.begins(loop, clock.getAsLong()).ifPresent(next::notice);
    scheduleWake();
  }

  @Override
  public void notice(Notice notice) {
    next.notice(notice);
  }

  @Override
  public void ignored(Path path, String reason) {
    next.ignored(path, reason);
  }

  private void tell(List<FileChange> changes) {
    if (!changes.isEmpty()) {
      next.changed(new ChangeBatch(changes));
    }
  }

  private void wake() {
    wakeScheduledFor = Long.MAX_VALUE;
    PageLoops.Told told = loops.due(clock.getAsLong());
    scheduleWake();
    told.notices().forEach(next::notice);
    tell(told.changes());
  }

  private void scheduleWake() {
    loops.nextWake().ifPresent(this::wakeAt);
  }

  private void wakeAt(long time) {
    if (time < wakeScheduledFor) {
      wakeScheduledFor = time;
      long pause = Math.max(0, time - clock.getAsLong());
      later.accept(Duration.ofNanos(pause), this::wake);
    }
  }
}
