package dev.livereload.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer whose time passes only when a test says so. For one thread. */
public final class FakeTimer extends AbstractExecutorService implements ScheduledExecutorService {

  private final List<Task<?>> tasks = new ArrayList<>();
  private long now;
  private boolean shutdown;

  /** Lets time pass, and runs what is due, in order. */
  public void advance(Duration duration) {
    long end = now + duration.toNanos();
    for (Task<?> next = earliest(); next != null && next.due <= end; next = earliest()) {
      now = next.due;
      next.runDue();
    }
    now = end;
  }

  /** Returns a clock of the same time. */
  public InstantSource clock() {
    return () -> Instant.EPOCH.plusNanos(now);
  }

  /** Returns the number of tasks that wait for their time. */
  int waiting() {
    tasks.removeIf(FutureTask::isDone);
    return tasks.size();
  }

  private @Nullable Task<?> earliest() {
    tasks.removeIf(FutureTask::isDone);
    return tasks.stream().min(Comparator.comparingLong(task -> task.due)).orElse(null);
  }

  private <T> Task<T> add(Callable<T> call, long delay, long period, TimeUnit unit) {
    Task<T> task = new Task<>(call, now + unit.toNanos(delay), unit.toNanos(period));
    tasks.add(task);
    return task;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(callable(command), delay, 0, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(callable, delay, 0, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return add(callable(command), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return add(callable(command), initialDelay, delay, unit);
  }

  @Override
  public void execute(Runnable command) {
    command.run();
  }

  @Override
  public void shutdown() {
    shutdownNow();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    tasks.clear();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }

  private static Callable<Boolean> callable(Runnable command) {
    return () -> {
      command.run();
      return true;
    };
  }

  private final class Task<T> extends FutureTask<T> implements ScheduledFuture<T> {

    private final long period;
    private long due;

    Task(Callable<T> call, long due, long period) {
      super(call);
      this.due = due;
      this.period = period;
    }

    void runDue() {
      if (period > 0) {
        due += period;
        runAndReset();
      } else {
        run();
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
