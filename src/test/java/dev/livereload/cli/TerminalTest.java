package dev.livereload.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.cli.Terminal.Detail;
import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {

  @ParameterizedTest
  @CsvSource({
    "PROBLEMS, '', 'Oh. Ah.\n'",
    "CHANGES, 'changed a.css \u2192 1 tab told\n', 'Oh. Ah.\n'",
    "REASONS, 'changed a.css \u2192 1 tab told\n', 'Oh. Ah.\nignored a\ufffdb (rule)\n'",
  })
  void eachDetailPrintsMoreThanTheOneBefore(Detail detail, String out, String err) {
    ByteArrayOutputStream standard = new ByteArrayOutputStream();
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(standard, problems);
    terminal.show(detail);
    Path file = Path.of("a.css").toAbsolutePath();
    LiveEvent event =
        new LiveEvent.Change(List.of(), List.of(), List.of(UrlPath.ROOT.child("a.css")));
    ChangeBatch batch = new ChangeBatch(List.of(new FileChange(file, FileChange.Kind.MODIFIED)));

    terminal.announced(event, batch, 1);
    terminal.noticed(new Notice("Oh.", "Ah."));
    terminal.ignored(Path.of("a\nb"), "rule");

    assertEquals(out, standard.toString(UTF_8));
    assertEquals(err, problems.toString(UTF_8));
  }
}
