package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub with its own threads. */
@Timeout(60)
class SseHubThreadsTest {

  private final EventLog log = new EventLog("r1");
  private final SseHub hub = SseHub.start(log);
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
      Subscription subscription = hub.subscribe(before, sink).orElseThrow();
      subscription.writable();
      start.await();

      List<String> expected =
          IntStream.rangeClosed(1, eventsPerRound)
              .mapToObj(i -> "/" + (before.number() + i))
              .toList();
      assertEquals(expected, urls(sink, eventsPerRound));
      sink.assertExhausted();
      subscription.gone();
    }
    engine.get();
  }

  @Test
  void drainRunsOnOneThreadAtATimeWhoeverSignals() throws Exception {
    int events = 20_000;
    RecordingSink sink = new RecordingSink();
    Subscription subscription = hub.subscribe(null, sink).orElseThrow();
    List<Future<?>> signallers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      signallers.add(
          others.submit(() -> IntStream.range(0, events).forEach(n -> subscription.writable())));
    }

    for (int i = 0; i < events; i++) {
      publish();
    }

    List<String> expected = IntStream.rangeClosed(1, events).mapToObj(i -> "/" + i).toList();
    assertEquals(expected, urls(sink, events));
    for (Future<?> signaller : signallers) {
      signaller.get();
    }
    sink.assertExhausted();
  }

  @Test
  void stuckReaderIsCutOffAndDelaysNobody() {
    RecordingSink stuck = new RecordingSink();
    hub.subscribe(null, stuck).orElseThrow().writable();
    stuck.take();
    stuck.take();
    stuck.reads(false);
    List<RecordingSink> healthy = Stream.generate(RecordingSink::new).limit(100).toList();
    healthy.forEach(sink -> hub.subscribe(null, sink).orElseThrow().writable());

    int published = 0;
    while (hub.subscribers() > healthy.size()) {
      publish();
      published++;
      for (RecordingSink sink : healthy) {
        assertEquals(List.of("/" + published), urls(sink, 1));
      }
    }

    stuck.awaitClosed();
    stuck.assertExhausted();
    int frame = NativeDialect.frame(log.last(), updated(published)).length;
    assertTrue((published - 1) * frame <= Subscriber.QUEUE_BYTES + published * 10, "" + published);
    healthy.forEach(RecordingSink::assertOpen);
    healthy.forEach(RecordingSink::assertExhausted);
  }

  @Test
  void closeEndsAThousandStreamsWithinASecond() {
    List<RecordingSink> sinks = Stream.generate(RecordingSink::new).limit(1_000).toList();
    sinks.forEach(sink -> hub.subscribe(null, sink).orElseThrow().writable());
    long start = System.nanoTime();

    hub.close();

    assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < 1_000);
    sinks.forEach(RecordingSink::assertClosed);
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
    return new Change(List.of(), List.of(), List.of(new UrlPath("/" + number)));
  }
}
