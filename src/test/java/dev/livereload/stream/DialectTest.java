package dev.livereload.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.LiveEvent.Ping;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import dev.livereload.event.Source;
import dev.livereload.event.Source.State;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.EventLog.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files in {@code protocol} are what the tests of the browser client read, too. */
class DialectTest {

  private static final EventId ID = new EventId("k3x9", 7);

  private static final List<Problem> PROBLEMS =
      List.of(
          new Problem(
              Severity.ERROR,
              "expected \";\".",
              Optional.of(new Place("css/a b.scss", 3, 9)),
              "3 |   color: red\n  |         ^"),
          new Problem(
              Severity.WARNING, "deprecated", Optional.of(new Place("css/b.scss", 4, 0)), ""),
          Problem.error("Exit code 65."));

  private static final Map<Class<?>, LiveEvent> EXAMPLES =
      Map.of(
          Hello.class,
          new Hello(
              "k3x9",
              7,
              List.of(
                  new Source("sass", State.FAILED, PROBLEMS),
                  new Source("tsc", State.BUILDING, List.of()))),
          Building.class,
          new Building("sass", List.of("css/a b.scss", "css/\u00fc.scss")),
          Built.class,
          new Built("sass", Duration.ofMillis(312), "k3x9", PROBLEMS),
          Change.class,
          new Change(
              List.of(UrlPath.ROOT.resolve(Path.of("docs/a b.html"))),
              List.of(UrlPath.ROOT.resolve(Path.of("img/\u00fcber.png"))),
              List.of(new UrlPath("/css/site.css"), new UrlPath("/css/b.css"))),
          Reload.class,
          new Reload("target/classes changed", true),
          Ping.class,
          new Ping());

  private static final Map<Dialect, String> FOLDERS =
      Map.of(Dialect.NATIVE, "", Dialect.WEBPACK_HOT_MIDDLEWARE, "webpack-hot-middleware/");

  private static final Map<Dialect, String> FIRST_BYTES =
      Map.of(Dialect.NATIVE, "retry: 1000\n\n", Dialect.WEBPACK_HOT_MIDDLEWARE, "\n");

  static Stream<Arguments> wordings() {
    return FOLDERS.keySet().stream()
        .flatMap(
            dialect ->
                Stream.of(LiveEvent.class.getPermittedSubclasses())
                    .map(variant -> arguments(dialect, variant)));
  }

  @ParameterizedTest
  @MethodSource("wordings")
  void eachVariantHasItsGoldenFileInEachDialect(Dialect dialect, Class<?> variant)
      throws IOException {
    LiveEvent event = EXAMPLES.get(variant);
    assertNotNull(event, "No example of " + variant);
    String golden = golden(FOLDERS.get(dialect) + EventJson.name(event));

    if (event instanceof Hello hello) {
      assertEquals(FIRST_BYTES.get(dialect) + golden, text(dialect.opening(ID, hello)));
    } else if (event instanceof Ping) {
      assertEquals(golden, text(dialect.ping()));
    } else {
      assertEquals(golden, text(dialect.frame(new Entry(ID, event))));
    }
  }

  @Test
  void webpackPageIsToldTheSameButWhatIsRightAtItsBeginning() {
    Entry entry = new Entry(ID, new Reload("x", true));
    Dialect other = Dialect.WEBPACK_HOT_MIDDLEWARE;

    Source good = new Source("a", State.OK, List.of());
    Source failed = new Source("b", State.FAILED, PROBLEMS);

    assertEquals("\n", text(Dialect.WEBPACK_PAGE.opening(ID, hello(good))));
    assertEquals(
        text(other.opening(ID, hello(failed))),
        text(Dialect.WEBPACK_PAGE.opening(ID, hello(good, failed))));
    assertEquals(text(other.frame(entry)), text(Dialect.WEBPACK_PAGE.frame(entry)));
    assertEquals(text(other.ping()), text(Dialect.WEBPACK_PAGE.ping()));
  }

  @Test
  void webpackReaderIsGreetedWithOneStateWhereThereAreNoBuilds() {
    String state =
        "data: {\"name\":\"\",\"action\":\"sync\",\"time\":0,\"hash\":\"k3x9\","
            + "\"warnings\":[],\"errors\":[],\"modules\":{}}";

    assertEquals("\n" + state + "\n\n", text(Dialect.WEBPACK_HOT_MIDDLEWARE.opening(ID, hello())));
  }

  private static Hello hello(Source... sources) {
    return new Hello("k3x9", 7, List.of(sources));
  }

  @Test
  void answerToAPollHasTheEventsWithTheirIds() throws IOException {
    Change change = new Change(List.of(), List.of(), List.of(new UrlPath("/css/site.css")));
    Reload reload = new Reload("target/classes changed", true);
    EventId last = new EventId("k3x9", 8);

    String answer =
        EventJson.answer(
            last, List.of(new Entry(new EventId("k3x9", 6), change), new Entry(last, reload)));

    assertEquals(golden("poll"), answer + "\n");
  }

  @Test
  void lineOfAnEventNamesItFirst() {
    assertEquals(
        "{\"type\":\"reload\",\"id\":\"k3x9-7\",\"reason\":\"x\",\"patch\":false}",
        EventJson.line(new Entry(ID, new Reload("x", false))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "\u00fc\u6f22\ud83d\ude00",
        "\"'\\",
        "x\ny",
        "x\r\n\r\nevent: y",
        "a\u2028b\u2029c",
        "\u0085\u0000\u001b[31m",
        "</script><!--",
        "\ud800"
      })
  void noTextBreaksAFrame(String text) throws JsonParserException {
    LiveEvent reload = new Reload(text, false);
    LiveEvent change = new Change(List.of(new UrlPath("/" + text)), List.of(), List.of());

    LiveEvent built =
        new Built(
            text,
            Duration.ZERO,
            text,
            List.of(new Problem(Severity.ERROR, text, Optional.of(new Place(text, 1, 1)), text)));

    assertEquals(printable(text), data(reload).getString("reason"));
    assertEquals(printable(text), data(built).getArray("errors").getObject(0).getString("frame"));
    assertEquals(1, messages(Dialect.WEBPACK_HOT_MIDDLEWARE.frame(new Entry(ID, built))));
    assertEquals("/" + printable(text), data(change).getArray("added").getString(0));
    assertEquals(3, messages(Dialect.WEBPACK_HOT_MIDDLEWARE.frame(new Entry(ID, change))));
  }

  private static int messages(byte[] frames) throws JsonParserException {
    String text = text(frames);
    assertTrue(text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c)), text);
    int messages = 0;
    for (String line : List.of(text.split("\\R", -1))) {
      if (!line.isEmpty()) {
        assertTrue(line.startsWith("data: "), text);
        assertNotNull(JsonParser.object().from(line.substring("data: ".length())));
        messages++;
      }
    }
    return messages;
  }

  /** A lone surrogate has no bytes in UTF-8. */
  private static String printable(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  private static JsonObject data(LiveEvent event) throws JsonParserException {
    String frame = text(Dialect.NATIVE.frame(new Entry(ID, event)));
    // All characters that any reader, an SSE parser or a terminal, takes for the end of a line.
    String[] lines = frame.split("\\R", -1);
    assertEquals(5, lines.length, frame);
    assertEquals("event: " + EventJson.name(event), lines[0]);
    assertEquals("id: k3x9-7", lines[1]);
    assertTrue(lines[2].startsWith("data: {"), frame);
    assertTrue(lines[2].chars().noneMatch(Character::isISOControl), frame);
    assertTrue(!lines[2].contains("</script"), frame);
    return JsonParser.object().from(lines[2].substring("data: ".length()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static String golden(String name) throws IOException {
    String resource = "/protocol/" + name + ".txt";
    try (InputStream in = DialectTest.class.getResourceAsStream(resource)) {
      assertNotNull(in, "No golden file src/test/resources" + resource);
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
