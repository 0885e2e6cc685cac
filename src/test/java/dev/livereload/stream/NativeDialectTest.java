package dev.livereload.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.LiveEvent.Ping;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files in {@code protocol} are what the tests of the browser client read, too. */
class NativeDialectTest {

  private static final EventId ID = new EventId("k3x9", 7);

  private static final Map<Class<?>, LiveEvent> EXAMPLES =
      Map.of(
          Hello.class,
          new Hello("k3x9", 7),
          Change.class,
          new Change(
              List.of(UrlPath.ROOT.resolve(Path.of("docs/a b.html"))),
              List.of(UrlPath.ROOT.resolve(Path.of("img/\u00fcber.png"))),
              List.of(new UrlPath("/css/site.css"), new UrlPath("/css/b.css"))),
          Reload.class,
          new Reload("target/classes changed", true),
          Ping.class,
          new Ping());

  static Stream<Class<?>> variants() {
    return Stream.of(LiveEvent.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void eachVariantHasItsGoldenFrame(Class<?> variant) throws IOException {
    LiveEvent event = EXAMPLES.get(variant);
    assertNotNull(event, "No example of " + variant);

    byte[] frame = event instanceof Ping ? NativeDialect.ping() : NativeDialect.frame(ID, event);

    assertEquals(golden(EventJson.name(event)), new String(frame, UTF_8));
  }

  @Test
  void theFirstBytesSetTheRetryOfPlainReaders() {
    assertEquals("retry: 1000\n\n", new String(NativeDialect.opening(), UTF_8));
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

    assertEquals(printable(text), data(reload).getString("reason"));
    assertEquals("/" + printable(text), data(change).getArray("added").getString(0));
  }

  /** A lone surrogate has no bytes in UTF-8. */
  private static String printable(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  private static JsonObject data(LiveEvent event) throws JsonParserException {
    String frame = new String(NativeDialect.frame(ID, event), UTF_8);
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

  private static String golden(String name) throws IOException {
    String resource = "/protocol/" + name + ".txt";
    try (InputStream in = NativeDialectTest.class.getResourceAsStream(resource)) {
      assertNotNull(in, "No golden file src/test/resources" + resource);
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
