package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.EventLog.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In the tables: {@code +a} added, {@code -a} removed, {@code ~a} updated, one event a semicolon.
 */
class EventMergeTest {

  private static final EventId SEEN = new EventId("r1", 4);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~a             | ~a",
        "~a ; ~a        | ~a",
        "+a ; ~a        | +a",
        "+a ; -a        | ''",
        "+a ; ~a ; -a   | ''",
        "+a ; -a ; +a   | +a",
        "-a ; +a        | ~a",
        "-a ; +a ; -a   | -a",
        "-a ; +a ; ~a   | ~a",
        "~a ; -a        | -a",
        "~a ; -a ; +a   | ~a",
        "+b ; ~a ; -c   | +b -c ~a",
        "+b +a ; -b ~c  | +a ~c",
        "+a -b ; -a +b  | ~b",
      })
  void changesOfOneFileBecomeTheirDifference(String missed, String expected) {
    assertEquals(expected, show(EventMerge.merge(SEEN, entries(changes(missed)))));
  }

  @Test
  void reloadsBecomeOneThatNamesEachReasonOnceAndNavigatesIfOneHasTo() {
    List<LiveEvent> missed =
        List.of(new Reload("a.jar", true), new Reload("b.jar", false), new Reload("a.jar", true));

    List<Entry> merged = EventMerge.merge(SEEN, entries(missed));

    assertEquals(List.of(new Entry(id(7), new Reload("a.jar; b.jar", false))), merged);
  }

  @Test
  void ofEachSourceTheEndOfTheNewestRunIsLeftAndTheOneUnderWay() {
    Building begun = new Building("a", List.of("x"));
    Built good = new Built("a", Duration.ZERO, "h", List.of());
    Built bad = new Built("a", Duration.ZERO, "h", List.of(Problem.error("no")));
    Built other = new Built("b", Duration.ZERO, "h", List.of());
    Reload reload = new Reload("x", true);

    List<Entry> merged = EventMerge.merge(SEEN, entries(List.of(begun, bad, reload, begun, good)));
    assertEquals(List.of(new Entry(SEEN, good), new Entry(id(9), reload)), merged);

    merged = EventMerge.merge(SEEN, entries(List.of(good, begun, other, bad, begun)));
    assertEquals(
        List.of(new Entry(SEEN, bad), new Entry(SEEN, other), new Entry(id(9), begun)), merged);
  }

  @Test
  void reasonsThatNobodyWouldReadAreCounted() {
    List<LiveEvent> missed =
        Stream.of("a", "b", "c", "d", "e").<LiveEvent>map(r -> new Reload(r, true)).toList();

    List<Entry> merged = EventMerge.merge(SEEN, entries(missed));

    assertEquals(new Reload("a; b; c; and 2 more", true), merged.get(0).event());
  }

  @Test
  void onlyTheLastEventMovesTheReaderToTheEnd() {
    List<LiveEvent> missed =
        List.of(new Reload("x", true), changes("~a").get(0), changes("~b").get(0));

    List<Entry> merged = EventMerge.merge(SEEN, entries(missed));

    assertEquals(
        List.of(new Entry(SEEN, changes("~a ~b").get(0)), new Entry(id(7), new Reload("x", true))),
        merged);
  }

  @Test
  void oneMissedEventIsItself() {
    List<Entry> missed = entries(List.of(new Reload("x", false)));

    assertEquals(missed, EventMerge.merge(SEEN, missed));
  }

  private static EventId id(long number) {
    return new EventId("r1", number);
  }

  private static List<Entry> entries(List<LiveEvent> events) {
    List<Entry> entries = new ArrayList<>();
    events.forEach(event -> entries.add(new Entry(id(5 + entries.size()), event)));
    return entries;
  }

  private static List<LiveEvent> changes(String script) {
    return Arrays.stream(script.split(";")).map(EventMergeTest::change).toList();
  }

  private static LiveEvent change(String words) {
    return new Change(urls(words, '+'), urls(words, '-'), urls(words, '~'));
  }

  private static List<UrlPath> urls(String words, char sign) {
    return Arrays.stream(words.trim().split(" "))
        .filter(word -> word.charAt(0) == sign)
        .map(word -> new UrlPath("/" + word.substring(1)))
        .toList();
  }

  private static String show(List<Entry> entries) {
    return entries.stream()
        .map(entry -> (Change) entry.event())
        .flatMap(
            change ->
                Stream.of(
                        change.added().stream().map(url -> "+" + url.value().substring(1)),
                        change.removed().stream().map(url -> "-" + url.value().substring(1)),
                        change.updated().stream().map(url -> "~" + url.value().substring(1)))
                    .flatMap(words -> words))
        .collect(Collectors.joining(" "));
  }
}
