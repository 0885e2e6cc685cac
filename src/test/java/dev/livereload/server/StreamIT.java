package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native stream as the contract has it, over HTTP. */
final class StreamIT {

  private static final String EVENTS = "/__livereload/events";
  private static final Pattern HELLO =
      Pattern.compile(
          "event: hello\nid: (\\w+)-(\\d+)\ndata: "
              + "\\{\"run\":\"(\\w+)\",\"version\":(\\d+),\"sources\":\\[]}");

  @TempDir Path folder;
  private Path site;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    site = folder.resolve("site");
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    write(site.resolve("index.html"), "home");
    LiveReloadOptions watched =
        new LiveReloadOptions(
            List.of(new Mount(UrlPath.ROOT, site)),
            List.of(elsewhere),
            List.of(),
            Optional.empty());
    server = TestServer.of(watched, options -> options);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void headersAreThoseOfTheContract() throws IOException {
    try (SseReader events = new SseReader(server.http(), EVENTS, "Accept-Encoding: gzip, br")) {
      RawHttp.Answer answer = new RawHttp.Answer(events.header(), "");
      assertEquals(200, answer.status());
      assertEquals("text/event-stream;charset=utf-8", answer.header("Content-Type").orElse(""));
      assertEquals("no-cache, no-transform", answer.header("Cache-Control").orElse(""));
      assertEquals("no", answer.header("X-Accel-Buffering").orElse(""));
      assertEquals(Optional.empty(), answer.header("Content-Encoding"));
      TestServer.assertMarked(answer);
    }
  }

  @Test
  void itGreetsAtOnceAndGivesSignsOfLife() throws IOException {
    try (SseReader events = new SseReader(server.http(), EVENTS)) {
      assertEquals(Optional.of("retry: 1000"), events.next());
      Matcher hello = HELLO.matcher(events.next().orElse(""));
      assertTrue(hello.matches());
      assertEquals(hello.group(1), hello.group(3));
      assertEquals(hello.group(2), hello.group(4));
      assertEquals(Optional.of("event: ping\ndata: {}"), events.next());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: text/event-stream",
        "Accept: */*",
        "Accept: text/html, text/event-stream;q=0.5",
        "Accept: application/json, */*;q=0.1",
        "X-No-Accept: x"
      })
  void itOpensForWhoeverTakesIt(String accept) throws IOException {
    try (SseReader events = new SseReader(server.http(), EVENTS, accept)) {
      assertEquals(Optional.of("retry: 1000"), events.next());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json", "text/*", "image/png"})
  void itDoesNotOpenForOthers(String accept) {
    assertEquals(406, server.http().get(EVENTS, "Accept: " + accept).status());
  }

  @Test
  void headHasTheHeadersAndPostIsNotAllowed() {
    for (String target : List.of(EVENTS, "/__livereload/changes?since=x-1", "/__webpack_hmr")) {
      RawHttp.Answer head = server.http().head(target);
      assertEquals(200, head.status());
      assertEquals(
          server.http().get(target).header("Content-Type"), head.header("Content-Type"), target);
      assertEquals(Optional.empty(), head.header("Content-Length"), target);
    }
    assertEquals(405, server.http().ask("POST", EVENTS, "Content-Length: 0").status());
  }

  @Test
  void eachKindOfChangeIsSentOnceWithTheNextId() throws IOException {
    try (SseReader events = server.events()) {
      Path file = write(site.resolve("sub dir/\u00fc.css"), "a{}");
      expect(
          events.event(),
          1,
          "{\"added\":[\"/sub%20dir/%C3%BC.css\"],\"removed\":[],\"updated\":[]}");
      Files.writeString(file, "a{color:red}");
      expect(
          events.event(),
          2,
          "{\"added\":[],\"removed\":[],\"updated\":[\"/sub%20dir/%C3%BC.css\"]}");
      // The same content is no change: the next event is the deletion.
      Files.writeString(file, "a{color:red}");
      Files.delete(file);
      expect(
          events.event(),
          3,
          "{\"added\":[],\"removed\":[\"/sub%20dir/%C3%BC.css\"],\"updated\":[]}");
    }
  }

  @Test
  void aFileWithoutUrlMeansAReload() throws IOException {
    try (SseReader events = server.events()) {
      write(folder.resolve("elsewhere/Template.java"), "x");
      String event = events.event();
      assertTrue(event.startsWith("event: reload\nid: "), event);
      assertTrue(
          event.endsWith("data: {\"reason\":\"Template.java changed\",\"patch\":true}"), event);
    }
  }

  @Test
  void whatALinkLeadsToAndIsNotServedIsNotAnnounced() throws IOException {
    write(site.resolve(".env"), "secret");
    write(folder.resolve("outside/a.css"), "a{}");
    Files.createSymbolicLink(site.resolve("env.txt"), Path.of(".env"));
    Files.createSymbolicLink(site.resolve("out"), Path.of("../outside"));
    write(site.resolve("inside/c.css"), "c{}");
    Files.createSymbolicLink(site.resolve("in"), Path.of("inside"));
    try (TestServer linked = TestServer.of(site);
        SseReader events = linked.events()) {
      write(folder.resolve("outside/new.css"), "new");
      write(folder.resolve("outside/a.css"), "a{color:red}");
      Files.delete(folder.resolve("outside/new.css"));
      write(site.resolve(".env"), "new secret");
      write(site.resolve("inside/c.css"), "c{color:red}");
      String event = events.event();
      assertTrue(
          event.endsWith(
              "{\"added\":[],\"removed\":[],\"updated\":[\"/in/c.css\",\"/inside/c.css\"]}"),
          event);
    }
  }

  @Test
  void aDeniedFileIsNotAnnounced() throws IOException {
    try (SseReader events = server.events()) {
      write(site.resolve("server.key"), "secret");
      write(site.resolve("a.css"), "a{}");
      assertTrue(events.event().contains("/a.css"));
      write(site.resolve("b.css"), "b{}");
      String event = events.event();
      assertTrue(event.contains("{\"added\":[\"/b.css\"],"), event);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"header", "query", "both"})
  void whoeverWasAwayGetsExactlyWhatWasMissed(String way) throws IOException {
    String first = id(missedTwo());
    RawHttp http = server.http();
    String stale = first.replaceAll("\\d+$", "2");
    String query = way.equals("header") ? "" : "?x=1&since=" + (way.equals("both") ? stale : first);
    String header = way.equals("query") ? "X: x" : "Last-Event-ID: " + first;
    try (SseReader again = new SseReader(http, EVENTS + query, header)) {
      assertEquals("retry: 1000", again.event());
      assertTrue(again.event().startsWith("event: hello\nid: " + first + "\n"));
      expect(again.event(), 2, "{\"added\":[\"/b.css\"],\"removed\":[],\"updated\":[]}");
      write(site.resolve("c.css"), "c{}");
      expect(again.event(), 3, "{\"added\":[\"/c.css\"],\"removed\":[],\"updated\":[]}");
    }
  }

  @Test
  void whoeverMissedNothingGetsNothing() throws IOException {
    String last = id(missedTwo()).replaceAll("\\d+$", "2");
    try (SseReader again = new SseReader(server.http(), EVENTS + "?since=" + last)) {
      assertEquals("retry: 1000", again.event());
      assertTrue(again.event().startsWith("event: hello\n"));
      assertEquals(Optional.of("event: ping\ndata: {}"), again.next());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"since=", "since", "%00", "&&", "x=since=1"})
  void aQueryThatNamesNoIdIsNoReasonToFail(String query) throws IOException {
    try (SseReader events = new SseReader(server.http(), EVENTS + "?" + query)) {
      assertEquals(Optional.of("retry: 1000"), events.next());
      assertTrue(HELLO.matcher(events.next().orElse("")).matches());
      write(site.resolve("a.css"), "a{}");
      expect(events.event(), 1, "{\"added\":[\"/a.css\"],\"removed\":[],\"updated\":[]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other-7", "nonsense", "%zz"})
  void anIdThatNobodyKnowsMeansAReload(String id) throws IOException {
    try (SseReader events = new SseReader(server.http(), EVENTS + "?since=" + id)) {
      assertEquals("retry: 1000", events.event());
      events.event();
      assertTrue(events.event().startsWith("event: reload\n"));
    }
  }

  // Returns the frame of the first of two changes.
  private String missedTwo() throws IOException {
    try (SseReader events = server.events()) {
      write(site.resolve("a.css"), "a{}");
      String first = events.event();
      write(site.resolve("b.css"), "b{}");
      events.event();
      return first;
    }
  }

  private static String id(String frame) {
    return frame.lines().skip(1).findFirst().orElseThrow().substring("id: ".length());
  }

  private static void expect(String frame, int number, String data) {
    assertTrue(frame.startsWith("event: change\n"), frame);
    assertTrue(id(frame).endsWith("-" + number), frame);
    assertTrue(frame.endsWith("\ndata: " + data), frame);
  }
}
