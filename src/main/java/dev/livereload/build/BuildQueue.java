package dev.livereload.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides when one command runs: one run at a time, and after it exactly one more for all that
 * changed during it.
 *
 * <p>A change stops the run that is under way where that saves time: where the last run, which
 * tells how long this one takes, says that {@link #WORTH_STOPPING} or more of it are left. A run
 * that follows a stopped one is never stopped, so that there is a result however often is saved.
 *
 * <p>Pure: time comes in as an argument, in nanoseconds from any origin. Not thread-safe.
 */
final class BuildQueue {

  /** A run that is nearly done is cheaper to wait for than to do again. */
  static final Duration WORTH_STOPPING = Duration.ofSeconds(2);

  /**
   * So many runs in a row, each for the same files that changed during the one before, within
   * {@link #LOOP}, are a command that writes what it is started by.
   */
  static final int LOOP_RUNS = 10;

  /** Nobody saves the same files ten times in so short a time without a pause. */
  static final Duration LOOP = Duration.ofSeconds(10);

  /** What is to be done now. */
  enum Step {
    NOTHING,
    START,
    STOP,
    /** Nothing either, though files changed: the command writes them itself. */
    LOOP
  }

  private Set<Path> waiting = new TreeSet<>();
  private Set<Path> before = Set.of();
  private boolean wanted;
  private boolean running;
  private boolean stopping;
  private boolean afterStopped;
  private long started;
  private long lastTook;
  private int rowRuns;
  private long rowStarted;

  /** Whether a run is under way. */
  boolean isRunning() {
    return running;
  }

  /**
   * Says that {@code files} changed; none where the command is to run for no file in particular.
   *
   * @return {@link Step#START}, where the caller is to call {@link #start}; {@link Step#STOP},
   *     where it is to end the run early; or nothing
   */
  Step changed(Collection<Path> files, long now) {
    waiting.addAll(files);
    wanted = true;
    if (!running) {
      rowRuns = 0;
      return Step.START;
    }
    if (stopping || afterStopped || started + lastTook - now < WORTH_STOPPING.toNanos()) {
      return Step.NOTHING;
    }
    stopping = true;
    return Step.STOP;
  }

  /** Says that a run begins, and returns the files that it is for. */
  Set<Path> start(long now) {
    Set<Path> files = waiting;
    rowStarted = rowRuns == 0 || !files.equals(before) ? now : rowStarted;
    rowRuns = files.equals(before) ? rowRuns + 1 : 1;
    before = files;
    waiting = new TreeSet<>();
    wanted = false;
    running = true;
    started = now;
    return files;
  }

  /**
   * Says that the run has ended.
   *
   * @return {@link Step#START} where the next one is to begin, {@link Step#LOOP} where it would be
   *     for nothing, or nothing
   */
  Step ended(long now) {
    running = false;
    afterStopped = stopping;
    if (!stopping) {
      lastTook = now - started;
    }
    stopping = false;
    if (!wanted) {
      return Step.NOTHING;
    }
    if (waiting.equals(before) && rowRuns >= LOOP_RUNS && now - rowStarted < LOOP.toNanos()) {
      waiting = new TreeSet<>();
      wanted = false;
      return Step.LOOP;
    }
    return Step.START;
  }
}
