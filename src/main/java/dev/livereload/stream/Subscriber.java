package dev.livereload.stream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One reader: a bounded queue of frames, and the task that drains it into the reader's sink.
 *
 * <p>Any thread queues; the drain task alone touches the sink, on at most one thread at a time, and
 * never while it holds the lock.
 */
final class Subscriber implements Reader, Subscription, Runnable {

  /**
   * Bytes that wait for a reader: ten thousand common events, or a few of many thousand files. They
   * are shared among the readers. A reader for which more would wait is cut off, and catches up by
   * its id. A single frame may be larger.
   */
  static final int QUEUE_BYTES = 1024 * 1024;

  /**
   * Heartbeats during which a reader takes none of the bytes that wait for it. Then it is cut off,
   * so that a sleeping one does not hold its place and its buffers for long.
   */
  static final int BEATS_STALLED = 5;

  private static final byte[] NOTHING = {};

  private final Dialect dialect;
  private final StreamSink sink;
  private final Executor drains;
  private final Consumer<Reader> ended;

  // More than zero while the drain task is scheduled or runs; each signal makes it look once more,
  // so that none gets lost between its last look and its end.
  private final AtomicInteger signals = new AtomicInteger();
  private volatile boolean started;
  // A thousand readers that do not read must not cost a look each for each event.
  private volatile boolean stuck;
  private boolean closed; // Touched by the drain task alone.

  private final Queue<byte[]> queue = new ArrayDeque<>();
  private int queuedBytes;
  private int beatsStalled;
  private boolean greeted;
  private long position;
  private boolean over;

  /**
   * @param ended told once, when the stream is over
   */
  Subscriber(Dialect dialect, StreamSink sink, Executor drains, Consumer<Reader> ended) {
    this.dialect = dialect;
    this.sink = sink;
    this.drains = drains;
    this.ended = ended;
  }

  /**
   * Queues the greeting. Until then {@link #offer} does nothing: the greeting is made under the
   * lock, so each event is either in it or offered after it.
   */
  void greet(Supplier<Greeting> greeting) {
    synchronized (this) {
      Greeting first = greeting.get();
      position = first.position();
      greeted = true;
      enqueue(first.bytes());
    }
    signal();
  }

  /** Queues an event. Cuts off who is too slow. */
  @Override
  public void offer(Broadcast broadcast) {
    boolean fits;
    synchronized (this) {
      if (!greeted || broadcast.number() <= position) {
        return;
      }
      position = broadcast.number();
      byte[] frame = broadcast.frame(dialect);
      fits = queue.isEmpty() || queuedBytes + frame.length <= QUEUE_BYTES;
      if (fits) {
        enqueue(frame);
      }
    }
    if (!fits) {
      gone();
    } else if (!stuck) {
      signal();
    }
  }

  @Override
  public boolean isElsewhere() {
    return dialect == Dialect.NATIVE_ELSEWHERE;
  }

  /** Queues a sign of life where nothing waits; cuts off who has taken nothing for long. */
  @Override
  public void beat() {
    boolean stalled;
    synchronized (this) {
      if (!greeted) {
        return;
      }
      stalled = !queue.isEmpty() && ++beatsStalled >= BEATS_STALLED;
      if (queue.isEmpty()) {
        enqueue(dialect.ping());
      }
    }
    if (stalled) {
      gone();
    } else {
      signal();
    }
  }

  @Override
  public void probe() {
    synchronized (this) {
      if (!greeted || !queue.isEmpty()) {
        return;
      }
      enqueue(dialect.ping());
    }
    signal();
  }

  @Override
  public void writable() {
    started = true;
    stuck = false;
    signal();
  }

  @Override
  public void gone() {
    if (finish()) {
      signal();
    }
  }

  private boolean finish() {
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      queue.clear();
      queuedBytes = 0;
    }
    ended.accept(this);
    return true;
  }

  private void signal() {
    if (signals.getAndIncrement() == 0) {
      drains.execute(this);
    }
  }

  /** The drain task. */
  @Override
  public void run() {
    int seen = 1;
    do {
      drain();
      seen = signals.addAndGet(-seen);
    } while (seen != 0);
  }

  private void drain() {
    try {
      while (started && !closed) {
        // What comes meanwhile waits for the transport's signal, which comes after this in any
        // case.
        stuck = !sink.ready();
        if (stuck) {
          break;
        }
        byte[] frame = poll();
        if (frame == NOTHING) {
          break;
        }
        sink.write(frame);
      }
    } catch (IOException | RuntimeException e) {
      // How readers leave. What else a transport may throw ends its stream just as well, and must
      // not end the drain task, which serves other readers too.
      finish();
    }
    if (isOver() && !closed) {
      closed = true;
      sink.close();
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized byte[] poll() {
    if (queue.isEmpty()) {
      return NOTHING;
    }
    byte[] frame = queue.remove();
    queuedBytes -= frame.length;
    beatsStalled = 0;
    return frame;
  }

  private void enqueue(byte[] frame) {
    if (!over) {
      queue.add(frame);
      queuedBytes += frame.length;
    }
  }
}
