package dev.livereload.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.Outcome;
import dev.livereload.cli.Terminal.Detail;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Shown;
import dev.livereload.event.UrlPath;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {

  @ParameterizedTest
  @CsvSource({
    "PROBLEMS, '', 'Oh. Ah.\n'",
    "CHANGES, 'a.css \u2192 restyled in 1 tab (7 ms)\n', 'Oh. Ah.\n'",
    "REASONS, 'a.css \u2192 restyled in 1 tab (7 ms)\n',"
        + " '/ restyled: a\ufffd\nOh. Ah.\nignored a\ufffdb (rule)\n'",
  })
  void eachDetailPrintsMoreThanTheOneBefore(Detail detail, String out, String err) {
    ByteArrayOutputStream standard = new ByteArrayOutputStream();
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(standard, problems);
    terminal.show(detail);
    LiveEvent event =
        new LiveEvent.Change(List.of(), List.of(), List.of(UrlPath.ROOT.child("a.css")));
    EventId id = new EventId("k3x9", 1);
    Shown tab = new Shown("t", "/", id, Shown.Effect.RESTYLED, "a\n", Duration.ofMillis(7));

    terminal.shown(new Outcome(event, 1, List.of(tab), List.of(), 0));
    terminal.noticed(new Notice("Oh.", "Ah."));
    terminal.ignored(Path.of("a\nb"), "rule");

    assertEquals(out, standard.toString(UTF_8));
    assertEquals(err, problems.toString(UTF_8));
  }
}
