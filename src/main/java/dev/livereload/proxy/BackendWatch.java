package dev.livereload.proxy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the server behind answers, and tells when it does again: then, and not before,
 * pages come up to date. Thread-safe; whoever made it closes it.
 *
 * <p>All that it knows belongs to one thread, which also does the looking.
 */
public final class BackendWatch implements AutoCloseable {

  /** Is told what happens, on the thread of the watch, which it must not hold up. */
  public interface Listener {

    /** Nobody answers any more. */
    void down(Outage outage);

    /** Files have changed that it may have read, and the server answers. */
    void changed(List<Path> files);

    /** The server answers again, perhaps another one than before. */
    void back();
  }

  /** Looks at the server. Blocks, for a few seconds at most. */
  interface Probe extends AutoCloseable {

    /** Returns why nobody takes a connection; nothing where somebody does. */
    Optional<String> connect();

    /** Returns why requests are not answered yet; nothing where they are. */
    Optional<String> ask();

    /**
     * Returns why an application in the server is not ready, where a path was named that says so:
     * one may be replaced while its server goes on. Else what {@link #connect} does.
     */
    Optional<String> check();

    /** Holds a connection open, if none is. */
    void hold();

    /** Whether the connection that was held has been closed from there. */
    boolean isLost();

    /** Lets go of the connection that is held. */
    @Override
    void close();
  }

  private final Upstream upstream;
  private final Probe probe;
  private final Listener listener;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;
  private final Pulse pulse;
  private @Nullable Future<?> next;
  private volatile @Nullable Outage outage;

  BackendWatch(
      Upstream upstream,
      Probe probe,
      Listener listener,
      InstantSource clock,
      ScheduledExecutorService thread) {
    this.upstream = upstream;
    this.probe = probe;
    this.listener = listener;
    this.clock = clock;
    this.thread = thread;
    this.pulse = new Pulse(clock);
  }

  /**
   * Makes a watch that does not look yet.
   *
   * @param waitFor the path whose answer below 400 says that the server is ready; nothing where any
   *     answer does
   */
  public BackendWatch(Upstream upstream, Optional<String> waitFor, Listener listener) {
    this(
        upstream,
        new SocketProbe(upstream, waitFor),
        listener,
        InstantSource.system(),
        Executors.newSingleThreadScheduledExecutor(BackendWatch::newThread));
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "livereload-backend");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to look. */
  public void start() {
    run(this::look);
  }

  /**
   * Says that files have changed that the server may have read. Pages are told as soon as it
   * answers, and once more where it was restarted because of them.
   */
  public void filesChanged(List<Path> files) {
    run(
        () -> {
          pulse.hurry();
          look();
          // Else it has them when it is back.
          if (outage == null) {
            listener.changed(files);
          }
        });
  }

  /**
   * Says that a request was not answered.
   *
   * @param sent whether anybody took it
   * @param why one line for people
   * @return what is known of it
   */
  Outage unanswered(boolean sent, String why) {
    Outage known = outage;
    if (known != null) {
      return known;
    }
    Outage seen = new Outage(upstream.origin(), why, clock.instant());
    run(
        () -> {
          if (outage == null && !sent) {
            fail(seen);
          }
          look();
        });
    return seen;
  }

  private void look() {
    if (outage == null) {
      lookWhetherItStill();
    } else if (probe.ask().isEmpty()) {
      outage = null;
      pulse.hurry();
      listener.back();
    }
    if (outage == null && pulse.isHurried()) {
      probe.hold();
    } else {
      probe.close();
    }
    again();
  }

  private void lookWhetherItStill() {
    boolean lost = probe.isLost();
    Optional<String> refused = pulse.isHurried() ? probe.check() : probe.connect();
    if (refused.isEmpty() && lost) {
      // It was restarted faster than anybody could look, or is about to go.
      refused = probe.ask();
      if (refused.isEmpty()) {
        listener.back();
      }
    }
    refused.ifPresent(why -> fail(new Outage(upstream.origin(), why, clock.instant())));
  }

  private void fail(Outage seen) {
    outage = seen;
    pulse.fail();
    listener.down(seen);
  }

  private void again() {
    if (next != null) {
      next.cancel(false);
    }
    try {
      next =
          thread.schedule(
              this::look, pulse.pause(outage != null).toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      probe.close();
    }
  }

  private void run(Runnable step) {
    try {
      thread.execute(step);
    } catch (RejectedExecutionException closed) {
      // Nobody waits for its answers any more.
      return;
    }
  }

  /** Stops looking. */
  @Override
  public void close() {
    thread.shutdownNow();
    probe.close();
  }
}
