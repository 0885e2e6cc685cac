package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.stream.EventLog.Entry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends each event to all readers, and waits for none of them.
 *
 * <p>Thread-safe, except that one thread publishes, in the order of the log. Whoever made it closes
 * it.
 */
public final class SseHub implements AutoCloseable {

  /**
   * Streams at once: the 5,000 that are measured, and room. About 8 KB of heap each. Further ones
   * are refused.
   */
  static final int MAX_STREAMS = 8_000;

  /**
   * Time between two signs of life. A reader that vanished is noticed by the second write after it:
   * the first one only makes its host answer. Where the transport sees the connection end, that
   * first one is {@link Subscription#probe}, and this is how long a place is held at most. Where it
   * does not, two must fit into the 5 s of silence that the protocol allows.
   */
  static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /**
   * Time that the streams get to end when the hub closes: half of the second in which a server is
   * to stop. What has not ended then ends with its connection.
   */
  private static final Duration CLOSING = Duration.ofMillis(500);

  private final EventLog log;
  private final CatchUp catchUp;
  private final ExecutorService drains;
  private final ScheduledExecutorService timer;
  private final Semaphore places;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param drains runs the drain tasks, which do not block; shut down by {@link #close}
   * @param timer beats the heart; shut down by {@link #close}
   */
  SseHub(
      EventLog log,
      CatchUp catchUp,
      int maxStreams,
      ExecutorService drains,
      ScheduledExecutorService timer) {
    this.log = log;
    this.catchUp = catchUp;
    this.places = new Semaphore(maxStreams);
    this.drains = drains;
    this.timer = timer;
    long period = HEARTBEAT.toMillis();
    var unused = timer.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts a hub, with threads of its own.
   *
   * @param log the events
   * @param catchUp asked for what the log cannot tell
   */
  public static SseHub start(EventLog log, CatchUp catchUp) {
    return new SseHub(
        log,
        catchUp,
        MAX_STREAMS,
        DrainThreads.start(),
        Executors.newSingleThreadScheduledExecutor(
            task -> DrainThreads.daemon("livereload-heartbeat", task)));
  }

  /**
   * Adds a reader. It gets the state, what it has missed, and from there on every event, once.
   *
   * @param since the id of the newest event it has seen; null for a reader that has nothing to
   *     catch up
   * @param sink written to from the first {@link Subscription#writable()} on
   * @return nothing where there are too many readers, or the hub is closed; the sink is then not
   *     touched
   */
  public Optional<Subscription> subscribe(
      Dialect dialect, @Nullable EventId since, StreamSink sink) {
    if (closed || !places.tryAcquire()) {
      return Optional.empty();
    }
    Subscriber subscriber = new Subscriber(dialect, sink, drains, this::remove);
    readers.add(subscriber);
    replay(
        since,
        missed ->
            subscriber.greet(() -> new Greeting(dialect, since, missed.get(), log.sources())));
    endIfClosed(subscriber);
    return Optional.of(subscriber);
  }

  /**
   * Waits, without a thread, for what comes after {@code since}, or has come already.
   *
   * @param since as in {@link #subscribe}
   * @return nothing where there are too many readers, or the hub is closed
   */
  public Optional<Poll> poll(Dialect dialect, @Nullable EventId since) {
    if (closed || !places.tryAcquire()) {
      return Optional.empty();
    }
    Poll poll = new Poll(dialect, log.last(), drains, this::remove);
    readers.add(poll);
    replay(since, poll::begin);
    endIfClosed(poll);
    return Optional.of(poll);
  }

  /** Sends an entry of the log to all readers. Returns when it is queued for each. */
  public void publish(Entry entry) {
    Broadcast broadcast = new Broadcast(entry);
    readers.forEach(reader -> reader.offer(broadcast));
  }

  /** Returns the number of readers. */
  public int subscribers() {
    return readers.size();
  }

  /** Returns the number of readers that are pages of another origin. */
  public int elsewhere() {
    return (int) readers.stream().filter(Reader::isElsewhere).count();
  }

  /** Ends all streams, within half a second; then the threads. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    readers.forEach(Reader::gone);
    drains.shutdown();
    try {
      drains.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // What the log cannot tell is looked for on the disk, on another thread.
  private void replay(@Nullable EventId since, Consumer<Supplier<Replay>> begin) {
    if (since == null || log.since(since) instanceof Replay.Missed) {
      begin.accept(() -> log.since(since));
      return;
    }
    var unused =
        catchUp
            .since(since)
            .thenAccept(
                past ->
                    begin.accept(
                        () ->
                            past.map(p -> log.since(since, p)).orElseGet(() -> log.since(since))));
  }

  private void beat() {
    readers.forEach(Reader::beat);
  }

  // Who closes may have overlooked a reader that was being added.
  private void endIfClosed(Reader reader) {
    if (closed) {
      reader.gone();
    }
  }

  private void remove(Reader reader) {
    readers.remove(reader);
    places.release();
  }
}
