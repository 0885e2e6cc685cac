package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own paths beside the native stream, over HTTP. */
@Timeout(60)
final class OwnPathsIT {

  private static final String CHANGES = "/__livereload/changes";
  private static final String STATUS = "/__livereload/status";
  private static final String WEBPACK = "/__webpack_hmr";
  private static final String ADDED = "\"added\":[\"/%s\"],\"removed\":[],\"updated\":[]}";

  private static final Pattern STATUS_JSON =
      Pattern.compile(
          "\\{\"run\":\"(\\w+)\",\"version\":(\\d+),\"sources\":\\[],\"tabs\":(\\d+),"
              + "\"readers\":\\3,\"pages\":\\[],"
              + "\"watched\":\\{\"dirs\":(\\d+),\"files\":(\\d+)}}\n");

  @TempDir Path site;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    write(site.resolve("index.html"), "home");
    write(site.resolve("css/a.css"), "a{}");
    server = TestServer.of(site);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPollForWhatIsMissedIsAnsweredAtOnce() throws IOException {
    String id = change("b.css");
    String start = id.replaceAll("\\d+$", "0");
    RawHttp.Answer answer = server.http().get(CHANGES + "?since=" + start);
    assertEquals(
        "{\"id\":\"%s\",\"events\":[{\"type\":\"change\",\"id\":\"%s\",".formatted(id, id)
            + (ADDED.formatted("b.css") + "]}\n"),
        answer.text());
    assertEquals(200, answer.status());
    assertEquals("application/json", answer.header("Content-Type").orElse(""));
    assertEquals("no-store", answer.header("Cache-Control").orElse(""));
    TestServer.assertMarked(answer);
    assertEquals(answer.text(), server.http().get(CHANGES, "Last-Event-ID: " + start).text());
  }

  @Test
  void aPollIsHeldUntilSomethingHappens() throws IOException {
    String id = change("b.css");
    try (Socket poll = server.http().connect()) {
      String request = server.http().request("GET", CHANGES + "?since=" + id);
      poll.getOutputStream().write(request.getBytes(UTF_8));
      awaitTabs(1);
      assertEquals(0, poll.getInputStream().available());
      write(site.resolve("c.css"), "c{}");
      String answer = new String(poll.getInputStream().readAllBytes(), UTF_8);
      assertTrue(answer.endsWith(ADDED.formatted("c.css") + "]}\n"), answer);
    }
  }

  @Test
  void aPollOfAnotherRunIsAnsweredAtOnce() {
    String answer = server.http().get(CHANGES + "?since=other-7").text();
    assertTrue(answer.contains("\"events\":[{\"type\":\"reload\","), answer);
  }

  @Test
  void aPollEndsWithTheServer() throws IOException {
    try (Socket poll = server.http().connect()) {
      poll.getOutputStream().write(server.http().request("GET", CHANGES).getBytes(UTF_8));
      awaitTabs(1);
      server.close();
      String answer = new String(poll.getInputStream().readAllBytes(), UTF_8);
      assertTrue(answer.isEmpty() || answer.endsWith("\"events\":[]}\n"), answer);
    }
  }

  @Test
  void theStatusCountsWhatIsThere() throws IOException {
    assertEquals("0 0 2 2", status());
    try (SseReader one = server.events();
        SseReader two = new SseReader(server.http(), WEBPACK)) {
      assertTrue(action(two).contains("sync"));
      write(site.resolve("new/deep/c.css"), "c{}");
      one.event();
      assertEquals("1 2 4 3", status());
      Files.delete(site.resolve("css/a.css"));
      one.event();
      assertEquals("2 2 3 2", status());
    }
  }

  @Test
  void lookingAtTheStatusIsNoTab() {
    for (int i = 0; i < 3; i++) {
      RawHttp.Answer page = server.http().get("/__livereload/", "Accept: text/html");
      assertEquals(200, page.status());
      assertEquals("text/html;charset=utf-8", page.header("Content-Type").orElse(""));
      assertTrue(page.text().contains("<dt>Tabs that listen</dt><dd>0</dd>"), page::text);
      assertFalse(page.text().contains("<script"), page::text);
      TestServer.assertMarked(page);
      assertEquals("0 0 2 2", status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHANGES, STATUS, "/__livereload/", WEBPACK})
  void headIsAnsweredAtOnce(String path) {
    RawHttp.Answer head = server.http().head(path);
    assertEquals(200, head.status());
    assertTrue(head.header("Content-Type").isPresent());
    assertEquals("0 0 2 2", status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/__livereload/nothing",
        "/__livereload",
        "/__livereload/status/",
        "/__livereload/changes/x",
        "/__livereload/0123456789abcdef/client.js",
        "/__webpack_hmr/",
        "/__webpack_hmr/x"
      })
  void anUnknownPathIsAbsentInPlainText(String path) {
    RawHttp.Answer answer = server.http().get(path, "Accept: text/html");
    assertEquals(404, answer.status());
    assertEquals("text/plain;charset=utf-8", answer.header("Content-Type").orElse(""));
    TestServer.assertMarked(answer);
  }

  @Test
  void noFileOfTheSiteCanTakeTheirPlace() throws IOException {
    write(site.resolve("__webpack_hmr"), "file");
    write(site.resolve("__livereload/status"), "file");
    write(site.resolve("__livereload/other"), "file");
    assertTrue(status().matches("\\d+ 0 \\d+ \\d+"), this::status);
    assertEquals(404, server.http().get("/__livereload/other").status());
    try (SseReader stream = new SseReader(server.http(), WEBPACK)) {
      assertTrue(action(stream).contains("sync"));
    }
  }

  @Test
  void webpacksStreamHasItsHeadersButTheOneThatLetsAnybodyRead() throws IOException {
    try (SseReader stream = new SseReader(server.http(), WEBPACK + "?x", "Accept-Encoding: gzip")) {
      RawHttp.Answer answer = new RawHttp.Answer(stream.header(), "");
      assertEquals(200, answer.status());
      assertEquals("text/event-stream;charset=utf-8", answer.header("Content-Type").orElse(""));
      assertEquals("no-cache, no-transform", answer.header("Cache-Control").orElse(""));
      assertEquals("no", answer.header("X-Accel-Buffering").orElse(""));
      assertEquals(Optional.empty(), answer.header("Content-Encoding"));
      TestServer.assertMarked(answer);
    }
  }

  @Test
  void webpacksStreamTellsTheStateThenChanges() throws IOException {
    try (SseReader other = server.events();
        SseReader stream = new SseReader(server.http(), WEBPACK)) {
      assertTrue(
          stream.next().orElse("").startsWith("\ndata: {\"name\":\"\",\"action\":\"sync\","));
      assertEquals(Optional.of("data: \ud83d\udc93"), stream.next());
      write(site.resolve("b.css"), "b{}");
      assertTrue(action(stream).startsWith("data: {\"name\":\"\",\"action\":\"building\""));
      assertTrue(action(stream).startsWith("data: {\"name\":\"\",\"action\":\"built\""));
      assertEquals("data: {\"action\":\"reload\",\"files\":[\"/b.css\"]}", action(stream));
      assertTrue(other.event().startsWith("event: change\n"));
    }
  }

  @Test
  void aPageIsSparedTheStateThatMakesItReload() throws IOException {
    String agent = "User-Agent: Mozilla/5.0 (X11; Linux x86_64)";
    try (SseReader stream = new SseReader(server.http(), WEBPACK, agent)) {
      assertEquals(Optional.of("\ndata: \ud83d\udc93"), stream.next());
    }
  }

  /** Makes a file, waits until it is told, and returns the id of the event. */
  private String change(String file) throws IOException {
    try (SseReader events = server.events()) {
      write(site.resolve(file), "x");
      return events.event().lines().skip(1).findFirst().orElseThrow().substring("id: ".length());
    }
  }

  /** Returns version, tabs, folders and files. */
  private String status() {
    Matcher json = STATUS_JSON.matcher(server.http().get(STATUS).text());
    assertTrue(json.matches(), json::toString);
    return String.join(" ", json.group(2), json.group(3), json.group(4), json.group(5));
  }

  private void awaitTabs(int tabs) {
    long deadline = System.nanoTime() + RawHttp.DEADLINE * 1_000_000L;
    while (!status().split(" ", -1)[1].equals(String.valueOf(tabs))) {
      assertTrue(System.nanoTime() < deadline, this::status);
    }
  }

  private static String action(SseReader stream) throws IOException {
    while (true) {
      String frame = stream.next().orElseThrow();
      if (frame.contains("action")) {
        return frame;
      }
    }
  }
}
