package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Readers for whom the hub has to ask, and what happens while the answer is looked for. */
class CatchUpTest {

  private static final EventId OLD = new EventId("r0", 5);
  private static final EventId START = new EventId("r1", 0);

  private final EventLog log = new EventLog("r1");
  private final List<EventId> asked = new ArrayList<>();
  private final CompletableFuture<Optional<CatchUp.Past>> past = new CompletableFuture<>();
  private final SseHub hub = new SseHub(log, this::ask, 2, new DirectExecutor(), new FakeTimer());
  private final RecordingSink sink = new RecordingSink();

  @Test
  void whoseIdTheLogKnowsIsNotAskedFor() {
    connect(START);

    assertEquals(List.of(), asked);
    assertEquals("retry: 1000", sink.take());
  }

  @Test
  void aStreamIsGreetedWhenTheAnswerIsThere() {
    connect(OLD);
    assertEquals(List.of(OLD), asked);
    sink.assertExhausted();

    past.complete(Optional.of(new CatchUp.Past(START, updated("/a"))));

    takeHello("r0-5");
    assertEquals(change("r1-0", "/a"), sink.take());
    sink.assertExhausted();
  }

  @Test
  void whatHappensDuringTheLookIsMergedIn() {
    connect(OLD);
    hub.publish(log.append(updated("/b")));
    sink.assertExhausted();

    past.complete(Optional.of(new CatchUp.Past(START, updated("/a"))));

    takeHello("r0-5");
    assertEquals(change("r1-1", "/a\",\"/b"), sink.take());
    sink.assertExhausted();
  }

  @Test
  void whatTheLookHasSeenAlreadyIsNotToldTwice() {
    connect(OLD);
    EventId seen = log.append(updated("/b")).id();

    past.complete(Optional.of(new CatchUp.Past(seen, updated("/b"))));

    takeHello("r0-5");
    assertEquals(change("r1-1", "/b"), sink.take());
    sink.assertExhausted();
  }

  @Test
  void nothingChangedIsNothingSent() {
    connect(OLD);

    past.complete(
        Optional.of(new CatchUp.Past(START, new Change(List.of(), List.of(), List.of()))));

    takeHello("r1-0");
    sink.assertExhausted();
  }

  @Test
  void whereNobodyCanTellItIsAReload() {
    connect(OLD);

    past.complete(Optional.empty());

    takeHello("r0-5");
    assertTrue(sink.take().startsWith("event: reload\n"));
    sink.assertExhausted();
  }

  @Test
  void whoLeavesDuringTheLookIsForgotten() {
    Subscription subscription = connect(OLD);

    subscription.gone();
    past.complete(Optional.of(new CatchUp.Past(START, updated("/a"))));

    assertEquals(0, hub.subscribers());
    sink.assertClosed();
    sink.assertExhausted();
  }

  @Test
  void aPollWaitsForTheLook() {
    CompletableFuture<String> answer = hub.poll(Dialect.NATIVE, OLD).orElseThrow().answer();
    hub.publish(log.append(updated("/b")));
    assertFalse(answer.isDone());

    past.complete(Optional.of(new CatchUp.Past(START, updated("/a"))));

    assertTrue(answer.getNow("waits").startsWith("{\"id\":\"r1-1\","), answer.getNow("waits"));
    assertTrue(answer.getNow("waits").contains("[\"/a\",\"/b\"]"), answer.getNow("waits"));
  }

  @Test
  void aPollThatMissedNothingWaitsForTheNextEvent() {
    CompletableFuture<String> answer = hub.poll(Dialect.NATIVE, OLD).orElseThrow().answer();
    past.complete(
        Optional.of(new CatchUp.Past(START, new Change(List.of(), List.of(), List.of()))));
    assertFalse(answer.isDone());

    hub.publish(log.append(updated("/b")));

    assertTrue(answer.getNow("waits").contains("[\"/b\"]"), answer.getNow("waits"));
  }

  private CompletableFuture<Optional<CatchUp.Past>> ask(EventId id) {
    asked.add(id);
    return past;
  }

  private Subscription connect(EventId since) {
    Subscription subscription = hub.subscribe(Dialect.NATIVE, since, sink).orElseThrow();
    subscription.writable();
    return subscription;
  }

  private void takeHello(String id) {
    assertEquals("retry: 1000", sink.take());
    String hello = sink.take();
    assertTrue(hello.startsWith("event: hello\nid: " + id + "\n"), hello);
  }

  private static Change updated(String url) {
    return new Change(List.of(), List.of(), List.of(new UrlPath(url)));
  }

  private static String change(String id, String urls) {
    return "event: change\nid: %s\ndata: {\"added\":[],\"removed\":[],\"updated\":[\"%s\"]}"
        .formatted(id, urls);
  }
}
