package dev.livereload.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.cli.Terminal.Detail;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import dev.livereload.event.Shown;
import dev.livereload.event.UrlPath;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {

  private static final URI SITE = URI.create("http://localhost:8080/");
  private static final EventId ID = new EventId("k3x9", 7);

  private static final LiveEvent.Built FAILED =
      new LiveEvent.Built(
          "sass",
          Duration.ofMillis(312),
          "k3x9",
          List.of(
              new Problem(
                  Severity.ERROR,
                  "expected \";\".\nmore",
                  Optional.of(new Place("css/a.scss", 3, 9)),
                  "frame"),
              new Problem(Severity.WARNING, "old\u001b[2J", Optional.empty(), "")));

  private final ByteArrayOutputStream standard = new ByteArrayOutputStream();
  private final ByteArrayOutputStream problems = new ByteArrayOutputStream();
  private final Terminal terminal = new Terminal(standard, problems);

  @Test
  void nothingComesBeforeTheAddress() {
    terminal.told(ID, new LiveEvent.Built("tsc", Duration.ofMillis(5), "k3x9", List.of()));
    assertEquals("", standard.toString(UTF_8));

    terminal.serving(SITE);

    assertEquals(SITE + "\nbuilt tsc (5 ms)\n", standard.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "PROBLEMS, '', 'failed sass (312 ms) \u2192 1 error, 1 warning\n'",
    "CHANGES, 'failed sass (312 ms) \u2192 1 error, 1 warning\n', ''",
    "REASONS, 'building sass for a b c and 1 more\nfailed sass (312 ms) \u2192 1 error, 1 warning\n', ''",
  })
  void theEndOfABuildIsALineAndALineForEachProblem(Detail detail, String out, String err) {
    terminal.serving(SITE);
    terminal.show(detail);

    terminal.told(ID, new LiveEvent.Building("sass", List.of("a", "b", "c", "d")));
    terminal.told(ID, FAILED);

    String list = "  css/a.scss:3:9: error: expected \";\".\n  warning: old\ufffd[2J\n";
    assertEquals(SITE + "\n" + out, standard.toString(UTF_8));
    assertEquals(err + list, problems.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"true, E[31mredE[0m", "false, red"})
  void whatACommandPrintsIsShownInItsColoursWhereTheyCanBeSeen(boolean colours, String shown) {
    terminal.serving(SITE);
    terminal.colours(colours);

    terminal.printed("sass", "\u001b[31mred\u001b[0m\u001b[2J");

    assertEquals(shown.replace('E', '\u001b') + "\n", problems.toString(UTF_8));
  }

  @Test
  void eventsAreJsonWhereThatIsWanted() {
    terminal.json(true);
    terminal.serving(SITE);
    LiveEvent reload = new LiveEvent.Reload("x", true);
    Shown tab = new Shown("t", "/a", ID, Shown.Effect.RELOADED, "x\n", Duration.ofMillis(7));

    terminal.told(ID, reload);
    terminal.shown(new Outcome(ID, reload, 3, 2, List.of(tab), List.of("/b"), 1));

    assertEquals(
        SITE
            + """

            {"type":"reload","id":"k3x9-7","reason":"x","patch":true}
            {"type":"shown","id":"k3x9-7",\
            "tabs":[{"page":"/a","effect":"reloaded","reason":"x\\n","time":7}],\
            "late":["/b"],"left":1,"readers":3,"elsewhere":2}
            """,
        standard.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "PROBLEMS, '', 'Oh. Ah.\n'",
    "CHANGES, 'a.css \u2192 restyled in 1 tab (7 ms)\n', 'Oh. Ah.\n'",
    "REASONS, 'a.css \u2192 restyled in 1 tab (7 ms)\n',"
        + " '/ restyled: a\ufffd\nOh. Ah.\nignored a\ufffdb (rule)\n'",
  })
  void eachDetailPrintsMoreThanTheOneBefore(Detail detail, String out, String err) {
    terminal.show(detail);
    terminal.serving(SITE);
    LiveEvent event =
        new LiveEvent.Change(List.of(), List.of(), List.of(UrlPath.ROOT.child("a.css")));
    EventId id = new EventId("k3x9", 1);
    Shown tab = new Shown("t", "/", id, Shown.Effect.RESTYLED, "a\n", Duration.ofMillis(7));

    terminal.shown(new Outcome(ID, event, 1, 0, List.of(tab), List.of(), 0));
    terminal.noticed(new Notice("Oh.", "Ah."));
    terminal.ignored(Path.of("a\nb"), "rule");

    assertEquals(SITE + "\n" + out, standard.toString(UTF_8));
    assertEquals(err, problems.toString(UTF_8));
  }
}
