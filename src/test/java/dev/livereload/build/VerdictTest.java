package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VerdictTest {

  private static final Path FOLDER = Path.of("/site");

  @Test
  void whatAGoodRunSaysIsAWarning() {
    List<Problem> problems = Verdict.of(0, List.of("a.c:1:1: error: so it says"), FOLDER);

    assertEquals(List.of(Severity.WARNING), problems.stream().map(Problem::severity).toList());
  }

  @Test
  void aFailedRunHasTheErrorsThatItPrinted() {
    List<Problem> problems =
        Verdict.of(1, List.of("a.c:1:1: error: no", "a.c:2:1: warning: hm"), FOLDER);

    assertEquals(List.of("no", "hm"), problems.stream().map(Problem::message).toList());
  }

  @Test
  void aFailedRunThatPrintedNoErrorShowsItsLastLinesAsTheyAre() {
    List<String> output =
        IntStream.rangeClosed(1, 30)
            .mapToObj(i -> "\u001b[31mline\u001b[0m\u001b[2J " + i)
            .toList();

    List<Problem> problems = Verdict.of(65, output, FOLDER);

    assertEquals(1, problems.size());
    assertEquals("The command failed with exit code 65.", problems.get(0).message());
    List<String> frame = problems.get(0).frame().lines().toList();
    assertEquals(Verdict.LAST_LINES, frame.size());
    assertEquals("\u001b[31mline\u001b[0m 30", frame.get(Verdict.LAST_LINES - 1));
  }

  @Test
  void aFailedRunWithWarningsAloneHasAnErrorToo() {
    List<Problem> problems = Verdict.of(2, List.of("a.c:2:1: warning: hm", "", "Stop."), FOLDER);

    assertEquals(
        List.of(Severity.ERROR, Severity.WARNING),
        problems.stream().map(Problem::severity).toList());
  }
}
