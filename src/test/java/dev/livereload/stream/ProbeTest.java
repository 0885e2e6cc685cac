package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.UrlPath;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader is told that may have gone, or only sends no more. */
class ProbeTest {

  private static final String PING = "event: ping\ndata: {}";

  private final EventLog log = new EventLog("r1");
  private final FakeTimer timer = new FakeTimer();
  private final SseHub hub = new SseHub(log, CatchUp.NONE, 1, new DirectExecutor(), timer);
  private final RecordingSink sink = new RecordingSink();
  private final Subscription subscription = hub.subscribe(Dialect.NATIVE, null, sink).orElseThrow();

  @BeforeEach
  void greet() {
    subscription.writable();
    assertEquals("retry: 1000", sink.take());
    assertTrue(sink.take().startsWith("event: hello\n"));
  }

  @Test
  void readerThatMayHaveGoneIsAskedAtOnceAndGoneWithTheNextBeat() {
    subscription.probe();

    assertEquals(PING, sink.take());
    sink.assertOpen();
    sink.dies();
    timer.advance(SseHub.HEARTBEAT);
    sink.assertClosed();
    assertEquals(0, hub.subscribers());
  }

  @Test
  void readerThatOnlySeemedGoneIsToldWhatComes() {
    subscription.probe();
    publish("/a");

    assertEquals(PING, sink.take());
    assertTrue(sink.take().startsWith("event: change\n"));
    sink.assertExhausted();
  }

  @Test
  void readerToWhomSomethingIsOnItsWayIsAskedByThat() {
    sink.reads(false);
    publish("/a");

    subscription.probe();
    sink.reads(true);
    subscription.writable();

    assertTrue(sink.take().startsWith("event: change\n"));
    sink.assertExhausted();
  }

  private void publish(String url) {
    hub.publish(log.append(new Change(List.of(), List.of(), List.of(new UrlPath(url)))));
  }
}
