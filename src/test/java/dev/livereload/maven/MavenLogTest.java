package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import dev.livereload.event.UrlPath;
import dev.livereload.server.Address;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MavenLogTest {

  private static final EventId ID = new EventId("k3x9", 1);

  private final List<String> lines = new ArrayList<>();
  private final MavenLog log = new MavenLog(recorder());

  private Log recorder() {
    return (Log)
        Proxy.newProxyInstance(
            Log.class.getClassLoader(),
            new Class<?>[] {Log.class},
            (proxy, method, arguments) -> lines.add(method.getName() + " " + arguments[0]));
  }

  @Test
  void whatTabsMadeOfAChangeIsOneLineAndWhyIsForTheCurious() {
    LiveEvent change = new LiveEvent.Change(List.of(), List.of(), List.of(new UrlPath("/a.css")));
    Shown tab = new Shown("t", "/", ID, Effect.RESTYLED, "its sheet", Duration.ofMillis(12));
    log.shown(new Outcome(ID, change, 1, 0, List.of(tab), List.of(), 0));

    assertEquals(
        List.of("info a.css \u2192 restyled in 1 tab (12 ms)", "debug / restyled: its sheet"),
        lines);
  }

  @Test
  void aBuildThatFailsIsAnErrorWithItsPlaces() {
    Problem error = new Problem(Severity.ERROR, "no", Optional.of(new Place("A.java", 3, 5)), "");
    log.told(ID, new LiveEvent.Building("compile", List.of("A.java")));
    log.told(ID, new LiveEvent.Built("compile", Duration.ofMillis(9), "h", List.of(error)));

    assertEquals(
        List.of(
            "debug building compile for A.java",
            "error failed compile (9 ms) \u2192 1 error",
            "error   A.java:3:5: error: no"),
        lines);
  }

  @Test
  void aGoodBuildMayWarn() {
    Problem warning = Problem.error("old").as(Severity.WARNING);
    log.told(ID, new LiveEvent.Built("compile", Duration.ofMillis(9), "h", List.of(warning)));

    assertEquals(
        List.of("info built compile (9 ms) \u2192 1 warning", "warn   warning: old"), lines);
  }

  @ParameterizedTest
  @CsvSource({
    "[INFO] Compiling, debug Compiling",
    "[WARNING] old, warn old",
    "[ERROR] no, error no",
    "'\u001b[31mred\u001b[0m', info red",
  })
  void whatAMavenInThisOnePrintsHasTheLevelThatItHadThere(String printed, String said) {
    log.printed("mvn", printed);

    assertEquals(List.of(said), lines);
  }

  @Test
  void whatCouldSteerATerminalIsTakenOut() {
    log.noticed(new Notice("Bad \u001b[2J.", ""));
    log.ignored(Path.of("a\u001b"), "rule");

    assertEquals(List.of("warn Bad \uFFFD[2J.", "debug ignored a\uFFFD (rule)"), lines);
  }

  @Test
  void optionsAreCalledAsTheGoalsCallThem() {
    log.noticed(new Notice("Bad --allow-hosts.", "Name one as --allow-host a.test, not --port."));

    assertEquals(
        List.of(
            "warn Bad --allow-hosts. Name one as livereload.allowHost a.test, not livereload.port."),
        lines);
  }

  @Test
  void whoeverStartsItIsToldWhoCanConnect() {
    log.serving(URI.create("http://localhost:1/"), URI.create("http://localhost:1/k/client.js"));
    log.invite(true, List.of(new Address("eth0", URI.create("http://10.0.0.1:1/?token=x"))));

    assertEquals("info http://localhost:1/", lines.get(0));
    assertEquals(
        "info Tag for pages of another origin:"
            + " <script src=\"http://localhost:1/k/client.js\"></script>",
        lines.get(1));
    assertEquals("info   http://10.0.0.1:1/?token=x (eth0)", lines.get(3));
  }
}
