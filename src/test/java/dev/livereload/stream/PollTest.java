package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.UrlPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PollTest {

  private static final Pattern FILE = Pattern.compile("\"/([0-9]+)\"");

  private final EventLog log = new EventLog("r1");
  private final FakeTimer timer = new FakeTimer();
  private final SseHub hub = new SseHub(log, CatchUp.NONE, 1, new DirectExecutor(), timer);

  @Test
  void whatWasMissedIsAnsweredAtOnce() {
    publish("/a");
    publish("/b");

    CompletableFuture<String> answer = poll(new EventId("r1", 1));

    assertEquals(answer(2, change(2, "/b")), answer.getNow("waits"));
    assertEquals(0, hub.subscribers());
  }

  @Test
  void whoHasSeenAllWaitsForTheNextEvent() {
    publish("/a");
    CompletableFuture<String> answer = poll(new EventId("r1", 1));
    assertFalse(answer.isDone());

    publish("/b");
    publish("/c");

    assertEquals(answer(2, change(2, "/b")), answer.getNow("waits"));
    assertEquals(0, hub.subscribers());
  }

  @Test
  void whoNamesNoIdWaitsForTheNextEvent() {
    publish("/a");
    CompletableFuture<String> answer = poll(null);
    assertFalse(answer.isDone());

    publish("/b");

    assertEquals(answer(2, change(2, "/b")), answer.getNow("waits"));
  }

  @Test
  void anIdOfAnotherRunIsAnsweredAtOnce() {
    CompletableFuture<String> answer = poll(new EventId("r0", 5));

    assertEquals(
        answer(
            0,
            "{\"type\":\"reload\",\"id\":\"r1-0\","
                + "\"reason\":\"the server was restarted\",\"patch\":false}"),
        answer.getNow("waits"));
  }

  @Test
  void afterAWhileTheAnswerIsThatNothingHappened() {
    publish("/a");
    CompletableFuture<String> answer = poll(new EventId("r1", 1));
    timer.advance(SseHub.HEARTBEAT.multipliedBy(Poll.BEATS - 1));
    assertFalse(answer.isDone());

    timer.advance(SseHub.HEARTBEAT);

    assertEquals(answer(1, ""), answer.getNow("waits"));
    assertEquals(0, hub.subscribers());
  }

  @Test
  void aWhileIsWithinTheSilenceThatAClientBears() {
    Duration longest = SseHub.HEARTBEAT.multipliedBy(Poll.BEATS);

    // The least that the client waits for a poll is 18 s.
    assertTrue(longest.compareTo(Duration.ofSeconds(17)) < 0);
  }

  @Test
  void whoMayHaveGoneIsAnsweredAtOnce() {
    publish("/a");
    Poll poll = hub.poll(Dialect.NATIVE, null).orElseThrow();

    poll.gone();

    assertEquals(answer(1, ""), poll.answer().getNow("waits"));
    assertEquals(0, hub.subscribers());
  }

  @Test
  void whoGivesUpIsForgotten() {
    CompletableFuture<String> answer = poll(null);
    assertTrue(hub.poll(Dialect.NATIVE, null).isEmpty());

    answer.cancel(false);

    assertEquals(0, hub.subscribers());
    assertTrue(hub.poll(Dialect.NATIVE, null).isPresent());
  }

  @Test
  void closeAnswersWhoWaitsAndRefusesOthers() {
    CompletableFuture<String> answer = poll(null);

    hub.close();

    assertEquals(answer(0, ""), answer.getNow("waits"));
    assertTrue(hub.poll(Dialect.NATIVE, null).isEmpty());
  }

  @Test
  @Timeout(60)
  void pollsOneAfterTheOtherGetEachEventOnce() throws Exception {
    EventLog events = new EventLog("r1");
    ExecutorService engine = Executors.newSingleThreadExecutor();
    int count = 10_000;
    int first = 10_000; // All of one length: a merged change has its files in the order of names.
    Semaphore ahead = new Semaphore(3);
    try (SseHub threaded = SseHub.start(events, CatchUp.NONE)) {
      Future<?> publishing =
          engine.submit(
              () -> {
                for (int i = 0; i < count; i++) {
                  ahead.acquire();
                  threaded.publish(events.append(updated("/" + (first + i))));
                }
                return null;
              });

      List<Integer> seen = new ArrayList<>();
      EventId since = new EventId("r1", 0);
      while (since.number() < count) {
        String text =
            threaded.poll(Dialect.NATIVE, since).orElseThrow().answer().get(10, TimeUnit.SECONDS);
        int before = seen.size();
        FILE.matcher(text).results().map(file -> Integer.valueOf(file.group(1))).forEach(seen::add);
        ahead.release(seen.size() - before);
        since = EventId.parse(text.substring(7, text.indexOf('"', 7))).orElseThrow();
      }

      publishing.get();
      assertArrayEquals(
          IntStream.range(first, first + count).toArray(),
          seen.stream().mapToInt(i -> i).toArray());
    } finally {
      engine.shutdownNow();
    }
  }

  private CompletableFuture<String> poll(@Nullable EventId since) {
    return hub.poll(Dialect.NATIVE, since).orElseThrow().answer();
  }

  private void publish(String url) {
    hub.publish(log.append(updated(url)));
  }

  private static LiveEvent updated(String url) {
    return new Change(List.of(), List.of(), List.of(new UrlPath(url)));
  }

  private static String answer(long number, String events) {
    return "{\"id\":\"r1-" + number + "\",\"events\":[" + events + "]}";
  }

  private static String change(long number, String url) {
    return "{\"type\":\"change\",\"id\":\"r1-"
        + number
        + "\",\"added\":[],\"removed\":[],\"updated\":[\""
        + url
        + "\"]}";
  }
}
