package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub with its own threads, and no heartbeat: a slow machine would hear one between events. */
@Timeout(60)
class SseHubThreadsTest {

  private final EventLog log = new EventLog("r1");
  private final SseHub hub =
      new SseHub(log, CatchUp.NONE, SseHub.MAX_STREAMS, DrainThreads.start(), new FakeTimer());
  private final ExecutorService others = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    hub.close();
    others.shutdownNow();
  }

  @Test
  void noEventIsLostOrDoubledBetweenReplayAndLive() throws Exception {
    int rounds = 10_000;
    int eventsPerRound = 3;
    CyclicBarrier start = new CyclicBarrier(2);
    Future<?> engine =
        others.submit(
            () -> {
              for (int round = 0; round < rounds; round++) {
                start.await();
                for (int i = 0; i < eventsPerRound; i++) {
                  publish();
                }
                start.await();
              }
              return null;
            });

    for (int round = 0; round < rounds; round++) {
      EventId before = log.last();
      RecordingSink sink = new RecordingSink();
      start.await();
      Subscription subscription = hub.subscribe(Dialect.NATIVE, before, sink).orElseThrow();
      subscription.writable();
      start.await();

      assertEquals(numbers(before.number() + 1, eventsPerRound), urls(sink, eventsPerRound));
      sink.assertExhausted();
      subscription.gone();
    }
    engine.get();
  }

  @Test
  void drainRunsOnOneThreadAtATimeWhoeverSignals() throws Exception {
    int rounds = 100;
    int eventsPerRound = 200;
    RecordingSink sink = new RecordingSink();
    Subscription subscription = hub.subscribe(Dialect.NATIVE, null, sink).orElseThrow();
    AtomicBoolean over = new AtomicBoolean();
    Future<?> transport =
        others.submit(
            () -> {
              while (!over.get()) {
                subscription.writable();
              }
            });

    for (int round = 0; round < rounds; round++) {
      long before = log.last().number();
      IntStream.range(0, eventsPerRound).forEach(i -> publish());
      assertEquals(numbers(before + 1, eventsPerRound), urls(sink, eventsPerRound));
    }

    over.set(true);
    transport.get();
    sink.assertExhausted();
  }

  @Test
  void stuckReaderIsCutOffAndDelaysNobody() {
    RecordingSink stuck = new RecordingSink();
    greet(stuck);
    stuck.reads(false);
    List<RecordingSink> healthy = Stream.generate(RecordingSink::new).limit(100).toList();
    healthy.forEach(this::greet);

    int frames = 0;
    int frameBytes = Subscriber.QUEUE_BYTES / 64;
    while (hub.subscribers() > healthy.size()) {
      hub.publish(log.append(new Reload("x".repeat(frameBytes), true)));
      frames++;
      healthy.forEach(sink -> assertTrue(sink.take().length() > frameBytes));
    }

    stuck.awaitClosed();
    stuck.assertExhausted();
    assertTrue(frames <= 64, frames + " frames waited");
    healthy.forEach(RecordingSink::assertOpen);
    healthy.forEach(RecordingSink::assertExhausted);
  }

  @Test
  void closeEndsAThousandStreamsWithinASecond() {
    List<RecordingSink> sinks = Stream.generate(RecordingSink::new).limit(1_000).toList();
    sinks.forEach(sink -> hub.subscribe(Dialect.NATIVE, null, sink).orElseThrow().writable());
    long start = System.nanoTime();

    hub.close();

    assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < 1_000);
    sinks.forEach(RecordingSink::assertClosed);
  }

  private void greet(RecordingSink sink) {
    hub.subscribe(Dialect.NATIVE, null, sink).orElseThrow().writable();
    sink.take();
    sink.take();
  }

  private static List<String> numbers(long first, int count) {
    return LongStream.range(first, first + count).mapToObj(number -> url(number).value()).toList();
  }

  /** Reads changes until {@code count} files were named, and returns them in their order. */
  private static List<String> urls(RecordingSink sink, int count) {
    List<String> urls = new ArrayList<>();
    while (urls.size() < count) {
      String frame = sink.take();
      int begin = frame.indexOf("\"updated\":[");
      if (begin >= 0) {
        String list = frame.substring(begin + "\"updated\":[".length(), frame.indexOf("]}"));
        Stream.of(list.split(",")).map(url -> url.replace("\"", "")).forEach(urls::add);
      }
    }
    return urls;
  }

  private void publish() {
    hub.publish(log.append(updated(log.last().number() + 1)));
  }

  private static LiveEvent updated(long number) {
    return new Change(List.of(), List.of(), List.of(url(number)));
  }

  /** All of one length: a merged change has its files in the order of names. */
  private static UrlPath url(long number) {
    return new UrlPath("/" + (1_000_000 + number));
  }
}
