package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.UrlPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hub with its threads taken away: each call has had its whole effect when it returns. */
class SseHubTest {

  private static final int MAX_STREAMS = 3;
  private static final String OPENING = "retry: 1000";
  private static final String PING = "event: ping\ndata: {}";

  private final EventLog log = new EventLog("r1");
  private final FakeTimer timer = new FakeTimer();
  private final SseHub hub =
      new SseHub(log, CatchUp.NONE, MAX_STREAMS, new DirectExecutor(), timer);
  private final RecordingSink sink = new RecordingSink();

  @Test
  void newReaderIsGreetedWithTheNewestId() {
    publish("/a");

    connect(null);

    assertEquals(OPENING, sink.take());
    assertEquals(hello(1, "r1-1"), sink.take());
    sink.assertExhausted();
  }

  @Test
  void returningReaderIsGreetedWithItsIdAndGetsWhatItMissed() {
    publish("/a");
    publish("/b");
    publish("/c");

    connect(new EventId("r1", 1));

    assertEquals(OPENING, sink.take());
    assertEquals(hello(3, "r1-1"), sink.take());
    assertEquals(change(3, "\"/b\",\"/c\""), sink.take());
    sink.assertExhausted();
  }

  @Test
  void readerThatMissedNothingIsOnlyGreeted() {
    publish("/a");

    connect(new EventId("r1", 1));

    assertEquals(OPENING, sink.take());
    assertEquals(hello(1, "r1-1"), sink.take());
    sink.assertExhausted();
  }

  @Test
  void readerThatMissedWhatUndidItselfIsAtTheNewestId() {
    UrlPath url = new UrlPath("/a");
    hub.publish(log.append(new Change(List.of(url), List.of(), List.of())));
    hub.publish(log.append(new Change(List.of(), List.of(url), List.of())));

    connect(new EventId("r1", 0));

    assertEquals(OPENING, sink.take());
    assertEquals(hello(2, "r1-2"), sink.take());
    sink.assertExhausted();
  }

  @Test
  void readerOfAnotherRunKeepsItsIdUntilItHasTheReload() {
    publish("/a");

    connect(new EventId("r0", 9));

    assertEquals(OPENING, sink.take());
    assertEquals(hello(1, "r0-9"), sink.take());
    assertEquals(
        "event: reload\nid: r1-1\ndata: {\"reason\":\"the server was restarted\",\"patch\":false}",
        sink.take());
    sink.assertExhausted();
  }

  @Test
  void nothingIsWrittenBeforeTheTransportIsReady() {
    Subscription subscription = hub.subscribe(Dialect.NATIVE, null, sink).orElseThrow();
    publish("/a");
    timer.advance(SseHub.HEARTBEAT);
    sink.assertExhausted();

    subscription.writable();

    assertEquals(OPENING, sink.take());
    assertEquals(hello(0, "r1-0"), sink.take());
    assertEquals(change(1, "\"/a\""), sink.take());
    sink.assertExhausted();
  }

  @Test
  void eachEventReachesEachReaderOnce() {
    RecordingSink other = new RecordingSink();
    connected(sink);
    connected(other);

    publish("/a");
    publish("/b");

    for (RecordingSink reader : List.of(sink, other)) {
      assertEquals(change(1, "\"/a\""), reader.take());
      assertEquals(change(2, "\"/b\""), reader.take());
      reader.assertExhausted();
    }
  }

  @Test
  void eventOfTheGreetingIsNotSentAgain() {
    EventLog.Entry entry = log.append(updated("/a"));
    connect(new EventId("r1", 0));

    hub.publish(entry);

    assertEquals(OPENING, sink.take());
    assertEquals(hello(1, "r1-0"), sink.take());
    assertEquals(change(1, "\"/a\""), sink.take());
    sink.assertExhausted();
  }

  @Test
  void readerThatPausesGetsAllInOrderWhenItReadsAgain() {
    Subscription subscription = connected(sink);
    sink.reads(false);
    publish("/a");
    publish("/b");
    sink.assertExhausted();

    sink.reads(true);
    subscription.writable();

    assertEquals(change(1, "\"/a\""), sink.take());
    assertEquals(change(2, "\"/b\""), sink.take());
    sink.assertExhausted();
  }

  @Test
  void readerThatPausesIsNotLookedAtForEachEvent() {
    connected(sink);
    sink.reads(false);
    publish("/a");
    int looks = sink.looks();

    publish("/b");
    publish("/c");

    assertEquals(looks, sink.looks());
  }

  @Test
  void readerThatReadsAgainWhileItIsAskedIsNotForgotten() {
    Subscription subscription = connected(sink);
    sink.reads(false);
    sink.whenAsked(
        () -> {
          sink.reads(true);
          subscription.writable();
        });

    publish("/a");

    assertEquals(change(1, "\"/a\""), sink.take());
    sink.assertExhausted();
  }

  @Test
  void slowReaderIsCutOffAtItsLimitAndNotBefore() {
    connected(sink);
    sink.reads(false);
    LiveEvent half = new Reload("x".repeat(Subscriber.QUEUE_BYTES / 2 - 100), true);
    hub.publish(log.append(half));
    hub.publish(log.append(half));
    sink.assertOpen();
    assertEquals(1, hub.subscribers());

    hub.publish(log.append(half));

    sink.assertClosed();
    sink.assertExhausted();
    assertEquals(0, hub.subscribers());
  }

  @Test
  void oneEventMayBeLargerThanTheQueue() {
    connected(sink);

    hub.publish(log.append(new Reload("x".repeat(2 * Subscriber.QUEUE_BYTES), true)));

    assertTrue(sink.take().length() > 2 * Subscriber.QUEUE_BYTES);
    sink.assertOpen();
  }

  @Test
  void signOfLifeComesOncePerHeartbeatAndHasNoId() {
    connected(sink);

    timer.advance(SseHub.HEARTBEAT.minusMillis(1));
    sink.assertExhausted();
    timer.advance(Duration.ofMillis(1));

    assertEquals(PING, sink.take());
    sink.assertExhausted();
  }

  @Test
  void twoSignsOfLifeFitIntoTheSilenceOfTheProtocol() {
    assertTrue(SseHub.HEARTBEAT.multipliedBy(2).compareTo(Duration.ofSeconds(5)) < 0);
  }

  @Test
  void signsOfLifeDoNotPileUpForAReaderThatPauses() {
    Subscription subscription = connected(sink);
    sink.reads(false);
    timer.advance(SseHub.HEARTBEAT.multipliedBy(3));

    sink.reads(true);
    subscription.writable();

    assertEquals(PING, sink.take());
    sink.assertExhausted();
  }

  @Test
  void readerThatTakesNothingForLongIsCutOff() {
    connected(sink);
    sink.reads(false);
    publish("/a");
    timer.advance(SseHub.HEARTBEAT.multipliedBy(Subscriber.BEATS_STALLED - 1));
    sink.assertOpen();

    timer.advance(SseHub.HEARTBEAT);

    sink.assertClosed();
    assertEquals(0, hub.subscribers());
  }

  @Test
  void readerThatTakesALittleStays() {
    Subscription subscription = connected(sink);
    for (int i = 0; i < 3; i++) {
      sink.reads(false);
      publish("/a");
      timer.advance(SseHub.HEARTBEAT.multipliedBy(Subscriber.BEATS_STALLED - 1));
      sink.reads(true);
      subscription.writable();
    }

    sink.assertOpen();
  }

  @Test
  void readerTooManyIsRefusedUntilOneLeaves() {
    Subscription first = connected(new RecordingSink());
    connected(new RecordingSink());
    connected(new RecordingSink());
    assertEquals(3, hub.subscribers());

    Optional<Subscription> refused = hub.subscribe(Dialect.NATIVE, null, sink);

    assertTrue(refused.isEmpty());
    first.gone();
    first.gone();
    assertTrue(hub.subscribe(Dialect.NATIVE, null, sink).isPresent());
    assertTrue(hub.subscribe(Dialect.NATIVE, null, sink).isEmpty());
  }

  @Test
  void readerThatLeftIsClosedOnceAndForgotten() {
    Subscription subscription = connected(sink);

    subscription.gone();
    subscription.gone();
    subscription.writable();
    publish("/a");
    timer.advance(SseHub.HEARTBEAT);

    sink.assertClosed();
    sink.assertExhausted();
    assertEquals(0, hub.subscribers());
  }

  @Test
  void readerThatLeftBeforeItBeganIsClosed() {
    Subscription subscription = hub.subscribe(Dialect.NATIVE, null, sink).orElseThrow();

    subscription.gone();

    sink.assertClosed();
    sink.assertExhausted();
  }

  @Test
  void readerThatCannotBeWrittenToIsForgottenAndOthersAreServed() {
    RecordingSink dead = new RecordingSink();
    connected(dead);
    connected(sink);
    dead.dies();

    publish("/a");

    dead.assertClosed();
    assertEquals(1, hub.subscribers());
    assertEquals(change(1, "\"/a\""), sink.take());
    sink.assertExhausted();
  }

  @Test
  void webpackReaderIsToldInItsOwnWords() {
    hub.subscribe(Dialect.WEBPACK_HOT_MIDDLEWARE, null, sink).orElseThrow().writable();
    publish("/a");
    timer.advance(SseHub.HEARTBEAT);

    for (String action : List.of("sync", "building", "built", "reload")) {
      assertTrue(sink.take().contains("\"action\":\"" + action + "\""), action);
    }
    assertEquals("data: \uD83D\uDC93", sink.take());
    sink.assertExhausted();
  }

  @Test
  void closeEndsAllStreamsAndRefusesNewOnes() {
    RecordingSink stuck = new RecordingSink();
    Subscription subscription = connected(sink);
    connected(stuck);
    stuck.reads(false);

    hub.close();

    sink.assertClosed();
    stuck.assertClosed();
    assertEquals(0, hub.subscribers());
    assertEquals(0, timer.waiting());
    assertTrue(hub.subscribe(Dialect.NATIVE, null, new RecordingSink()).isEmpty());
    subscription.writable();
    publish("/a");
    sink.assertExhausted();
  }

  private void connect(@Nullable EventId since) {
    hub.subscribe(Dialect.NATIVE, since, sink).orElseThrow().writable();
  }

  private Subscription connected(RecordingSink reader) {
    Subscription subscription = hub.subscribe(Dialect.NATIVE, null, reader).orElseThrow();
    subscription.writable();
    reader.take();
    reader.take();
    return subscription;
  }

  @Test
  void greetingTellsHowTheBuildsStand() {
    log.append(new Built("sass", Duration.ZERO, "h", List.of()));

    connect(null);

    assertEquals(OPENING, sink.take());
    String source = "{\"name\":\"sass\",\"state\":\"ok\",\"errors\":[],\"warnings\":[]}";
    assertEquals(hello(1, "r1-1").replace(":[]}", ":[" + source + "]}"), sink.take());
  }

  private void publish(String url) {
    hub.publish(log.append(updated(url)));
  }

  private static LiveEvent updated(String url) {
    return new Change(List.of(), List.of(), List.of(new UrlPath(url)));
  }

  private static String hello(long version, String id) {
    String data = "{\"run\":\"r1\",\"version\":" + version + ",\"sources\":[]}";
    return "event: hello\nid: " + id + "\ndata: " + data;
  }

  private static String change(long number, String urls) {
    String data = "{\"added\":[],\"removed\":[],\"updated\":[" + urls + "]}";
    return "event: change\nid: r1-" + number + "\ndata: " + data;
  }
}
