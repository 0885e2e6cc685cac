package dev.livereload.stream;

import static dev.livereload.event.Problem.Severity.WARNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.Source;
import dev.livereload.event.Source.State;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.EventLog.Entry;
import dev.livereload.stream.Replay.Missed;
import dev.livereload.stream.Replay.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {

  private static final LiveEvent RELOAD = new Reload("x", true);

  @Test
  void eachEventHasTheNextNumberOfTheRun() {
    EventLog log = new EventLog("r1");

    List<EventId> ids = IntStream.range(0, 3).mapToObj(i -> log.append(RELOAD).id()).toList();

    assertEquals(List.of(id(1), id(2), id(3)), ids);
    assertEquals(id(3), log.last());
  }

  @Test
  void aRunBeginsAtNumberZero() {
    EventLog log = new EventLog("r1");

    assertEquals(id(0), log.last());
    assertEquals(new Missed(id(0), List.of()), log.since(id(0)));
  }

  @Test
  void whoHasSeenAllHasMissedNothing() {
    EventLog log = new EventLog("r1");
    log.append(RELOAD);

    assertEquals(new Missed(id(1), List.of()), log.since(id(1)));
  }

  @Test
  void whatCameAfterTheIdWasMissed() {
    EventLog log = new EventLog("r1");
    log.append(updated("/a"));
    log.append(updated("/b"));
    log.append(updated("/c"));

    Replay replay = log.since(id(1));

    assertEquals(new Missed(id(3), List.of(new Entry(id(3), updated("/b", "/c")))), replay);
  }

  @Test
  void whatUndidItselfMovesTheReaderWithoutAnEvent() {
    EventLog log = new EventLog("r1");
    UrlPath url = new UrlPath("/a");
    log.append(new Change(List.of(url), List.of(), List.of()));
    log.append(new Change(List.of(), List.of(url), List.of()));

    assertEquals(new Missed(id(2), List.of()), log.since(id(0)));
  }

  @Test
  void anIdOfAnotherRunIsUnknown() {
    EventLog log = new EventLog("r1");

    Replay replay = log.since(new EventId("r0", 0));

    assertEquals(new Unknown(id(0), "the server was restarted"), replay);
  }

  @Test
  void anIdOfTheFutureIsUnknown() {
    EventLog log = new EventLog("r1");

    assertEquals(new Unknown(id(0), "the page is ahead of the server"), log.since(id(1)));
  }

  @Test
  void overTheLimitOfEventsTheOldestIsForgotten() {
    EventLog log = new EventLog("r1", 2, 100);
    log.append(updated("/a"));
    log.append(updated("/b"));
    log.append(updated("/c"));

    assertEquals(new Unknown(id(3), "more was missed than the server remembers"), log.since(id(0)));
    assertEquals(
        new Missed(id(3), List.of(new Entry(id(3), updated("/b", "/c")))), log.since(id(1)));
  }

  @Test
  void overTheLimitOfPathsTheOldestAreForgotten() {
    EventLog log = new EventLog("r1", 100, 3);
    log.append(updated("/a"));
    log.append(updated("/b"));
    log.append(updated("/c", "/d"));

    assertEquals(Unknown.class, log.since(id(0)).getClass());
    assertEquals(
        new Missed(id(3), List.of(new Entry(id(3), updated("/b", "/c", "/d")))), log.since(id(1)));
  }

  @Test
  void theNewestIsKeptWhateverItsSize() {
    EventLog log = new EventLog("r1", 100, 3);
    log.append(updated("/a"));
    log.append(updated("/b", "/c", "/d", "/e"));

    assertEquals(Unknown.class, log.since(id(0)).getClass());
    assertEquals(
        new Missed(id(2), List.of(new Entry(id(2), updated("/b", "/c", "/d", "/e")))),
        log.since(id(1)));
  }

  @Test
  void keepsAnHourOfBusyWork() {
    EventLog log = new EventLog("r1");
    for (int i = 0; i < EventLog.EVENTS_KEPT + 1; i++) {
      log.append(updated("/a"));
    }

    assertEquals(Unknown.class, log.since(id(0)).getClass());
    assertEquals(Missed.class, log.since(id(1)).getClass());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatHasNoPlaceInARunIsRefused(boolean hello) {
    EventLog log = new EventLog("r1");
    LiveEvent event = hello ? new LiveEvent.Hello("r1", 0, List.of()) : new LiveEvent.Ping();

    assertThrows(IllegalArgumentException.class, () -> log.append(event));
    assertEquals(id(0), log.last());
  }

  @Test
  void sourcesStandAsTheirNewestEventSaid() {
    EventLog log = new EventLog("r1");
    List<Problem> problems = List.of(Problem.error("no"));
    log.append(new Built("b", Duration.ZERO, "h", problems));
    log.append(new Building("a", List.of()));
    assertEquals(
        List.of(
            new Source("a", State.BUILDING, List.of()), new Source("b", State.FAILED, problems)),
        log.sources());

    log.append(new Built("a", Duration.ZERO, "h", List.of(problems.get(0).as(WARNING))));
    log.append(new Building("b", List.of()));
    assertEquals(
        List.of(
            new Source("a", State.OK, List.of(problems.get(0).as(WARNING))),
            new Source("b", State.BUILDING, problems)),
        log.sources());
  }

  private static EventId id(long number) {
    return new EventId("r1", number);
  }

  private static LiveEvent updated(String... urls) {
    return new Change(List.of(), List.of(), List.of(urls).stream().map(UrlPath::new).toList());
  }
}
