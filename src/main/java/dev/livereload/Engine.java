package dev.livereload;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one thread that owns the state of the pipeline. What a task throws is given to the thread's
 * handler of uncaught exceptions, and the next task runs. Thread-safe.
 */
final class Engine implements AutoCloseable {

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "livereload-engine");
            daemon.setDaemon(true);
            return daemon;
          });

  /** Returns the thread itself. It keeps to itself what its tasks throw. */
  ScheduledExecutorService thread() {
    return thread;
  }

  /** Runs {@code task} soon, unless this is closed. */
  void run(Runnable task) {
    runAfter(Duration.ZERO, task);
  }

  /**
   * Runs {@code task} soon. Completes with what it returns or throws; does not where this is closed
   * before.
   */
  <T> CompletableFuture<T> call(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    run(
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
            throw e;
          }
        });
    return result;
  }

  /** Runs {@code task} once {@code pause} is over, unless this is closed by then. */
  void runAfter(Duration pause, Runnable task) {
    try {
      var unused = thread.schedule(() -> runLoudly(task), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      if (!thread.isShutdown()) {
        throw e;
      }
    }
  }

  /** Runs {@code task} again and again until this is closed. */
  void runEvery(Duration period, Runnable task) {
    long nanos = period.toNanos();
    var unused =
        thread.scheduleAtFixedRate(() -> runLoudly(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static void runLoudly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      tell(e);
    }
  }

  /** Hands over what nobody has caught, from any thread. */
  static void tell(Throwable failure) {
    Thread current = Thread.currentThread();
    current.getUncaughtExceptionHandler().uncaughtException(current, failure);
  }

  /** Runs no further task. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
