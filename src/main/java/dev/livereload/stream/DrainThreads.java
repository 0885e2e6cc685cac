package dev.livereload.stream;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that drain the queues of all readers: few, whatever the number of readers, for a sink
 * does not block. On a JDK with virtual threads one for each task took as long (5,000 readers: 1 ms
 * either way) and made nine times the garbage.
 */
final class DrainThreads {

  /** Drain tasks do not block, so more threads than cores would only take turns. */
  private static final int MAX_THREADS = 4;

  private DrainThreads() {}

  /** Starts the threads: daemons, as many as there are cores, at most {@value #MAX_THREADS}. */
  static ExecutorService start() {
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> daemon("livereload-stream-" + number.incrementAndGet(), task),
        // The queue has no bound, so only a task that comes after the end is rejected: that of a
        // reader that came or went at this very moment. Its own thread does the little that is
        // left.
        (task, pool) -> task.run());
  }

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
