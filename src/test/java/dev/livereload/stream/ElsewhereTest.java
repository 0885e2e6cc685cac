package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import dev.livereload.event.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ElsewhereTest {

  private static final Problem PROBLEM =
      new Problem(
          Severity.ERROR, "no\nsecret = 1", Optional.of(new Place("a.c", 3, 9)), "3 | secret = 1");
  private static final Problem TOLD =
      new Problem(Severity.ERROR, "no", Optional.of(new Place("a.c", 3, 9)), "");

  @Test
  void aProblemIsALineAndAPlaceWithoutItsSource() {
    LiveEvent built = new Built("a", Duration.ofMillis(3), "h", List.of(PROBLEM));
    Hello hello =
        new Hello("r", 1, List.of(new Source("a", Source.State.FAILED, List.of(PROBLEM))));

    assertEquals(new Built("a", Duration.ofMillis(3), "h", List.of(TOLD)), Elsewhere.of(built));
    assertEquals(
        new Hello("r", 1, List.of(new Source("a", Source.State.FAILED, List.of(TOLD)))),
        Elsewhere.of(hello));
  }

  @ParameterizedTest
  @CsvSource({
    "cannot find /home/me/x.h, cannot find \u2026",
    "cannot find '/home/me/x.h', cannot find '\u2026'",
    "see file:///home/me/x, see \u2026",
    "in C:\\Users\\me\\x.c, in \u2026",
    "in \\\\server\\me, in \u2026",
    "css/a.css or ./b and 1 / 2, css/a.css or ./b and 1 \u2026 2",
  })
  void aMessageNamesNoAbsolutePath(String message, String told) {
    LiveEvent built = new Built("a", Duration.ZERO, "h", List.of(Problem.error(message)));

    assertEquals(
        new Built("a", Duration.ZERO, "h", List.of(Problem.error(told))), Elsewhere.of(built));
  }

  @Test
  void filesOutsideOfTheProjectAreNotNamed() {
    Problem outside = PROBLEM.framed("");
    Problem absolute =
        new Problem(Severity.ERROR, "no", Optional.of(new Place("/home/me/a.c", 3, 9)), "");

    assertEquals(
        new Built("a", Duration.ZERO, "h", List.of(TOLD, Problem.error("no"))),
        Elsewhere.of(new Built("a", Duration.ZERO, "h", List.of(outside, absolute))));
    assertEquals(
        new Building("a", List.of("x")),
        Elsewhere.of(new Building("a", List.of("x", "/home/me/y", "../z"))));
  }

  @Test
  void otherEventsAreAsTheyAre() {
    LiveEvent reload = new Reload("x", true);

    assertEquals(reload, Elsewhere.of(reload));
  }
}
