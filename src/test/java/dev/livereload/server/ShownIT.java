package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tabs say of themselves, over HTTP. */
@Timeout(60)
final class ShownIT {

  private static final String SHOWN = "/__livereload/shown";
  private static final String JSON = "Content-Type: application/json";
  private static final String REPORT =
      "{\"tab\":\"%s\",\"page\":\"/%s\",\"id\":\"%s\",\"effect\":\"%s\",\"time\":12}";

  @TempDir Path site;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    write(site.resolve("index.html"), "home" + TestServer.SECRET);
    server = TestServer.of(site);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawHttp.Answer post(String body, String... headers) {
    return server.http().post(SHOWN, body, headers);
  }

  private void report(String tab, String page, String id, String effect) {
    assertEquals(204, post(REPORT.formatted(tab, page, id, effect), JSON).status());
  }

  private String statusOfTabs() {
    return server
        .http()
        .get("/__livereload/status")
        .text()
        .replaceAll("(?s).*(\"tabs\".*),\"watched.*", "$1");
  }

  private String lineAfter(Path file, String text) throws IOException {
    write(file, text);
    return Lines.outcome(server.outcome());
  }

  @Test
  void whatTabsSayBecomesTheEffectOfAnEvent() throws IOException {
    try (SseReader events = server.events()) {
      assertEquals("a.css (new) \u2192 told 1 reader", lineAfter(site.resolve("a.css"), "a{}"));
      String id = events.event().lines().skip(1).findFirst().orElseThrow().substring(4);
      report("one", "index.html", id, "connected");
      report("two", "b.html", id, "connected");
      String pages =
          "\"tabs\":2,\"readers\":1,\"pages\":[{\"page\":\"/index.html\",\"id\":\"%s\",\"effect\":"
              + "\"connected\"},{\"page\":\"/b.html\",\"id\":\"%s\",\"effect\":\"connected\"}]";
      assertEquals(pages.formatted(id, id), statusOfTabs());

      write(site.resolve("a.css"), "a{color:red}");
      String next = events.event().lines().skip(1).findFirst().orElseThrow().substring(4);
      report("one", "index.html", next, "restyled");
      report("two", "b.html", next, "nothing");

      assertEquals("a.css \u2192 restyled in 1 tab (12 ms)", Lines.outcome(server.outcome()));
      report("two", "b.html", next, "closed");
      assertTrue(statusOfTabs().startsWith("\"tabs\":1,\"readers\":1,"), this::statusOfTabs);
      aPageOfAnotherOriginIsCounted(events);
    }
  }

  private void aPageOfAnotherOriginIsCounted(SseReader events) throws IOException {
    String keyed = server.server().foreignClient().getPath().replace("client.js", "events");
    try (SseReader page = new SseReader(server.http(), keyed, "Origin: null")) {
      assertEquals("retry: 1000", page.event());
      write(site.resolve("b.css"), "b{}");
      String id = events.event().lines().skip(1).findFirst().orElseThrow().substring(4);
      report("one", "index.html", id, "nothing");
      assertEquals(
          "b.css (new) \u2192 told 1 reader of another origin", Lines.outcome(server.outcome()));
    }
  }

  @Test
  void aTabThatSaysNothingIsNamed() throws IOException {
    report("one", "index.html", "x-1", "connected");
    assertEquals(
        "a.css (new) \u2192 /index.html has not followed in 1 tab",
        lineAfter(site.resolve("a.css"), "a{}"));
    assertEquals("a.css \u2192 no page open", lineAfter(site.resolve("a.css"), "b{}"));
  }

  @Test
  void tabsAreForgottenWhenNobodyListens() {
    report("one", "index.html", "x-1", "connected");
    long deadline = System.nanoTime() + 3L * RawHttp.DEADLINE * 1_000_000;
    while (!statusOfTabs().equals("\"tabs\":0,\"readers\":0,\"pages\":[]")) {
      assertTrue(System.nanoTime() < deadline, this::statusOfTabs);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=UTF-8",
        "text/plain;charset=UTF-8",
        "TEXT/PLAIN"
      })
  void aReportIsAnsweredWithNothing(String type) {
    String body = REPORT.formatted("one", "", "k3x9-1", "connected");
    for (String origin : new String[] {"X: x", "Origin: http://localhost:" + server.port()}) {
      RawHttp.Answer answer =
          post(body, "Content-Type: " + type, origin, "Sec-Fetch-Site: same-origin");
      assertEquals(204, answer.status());
      assertEquals("", answer.text());
      TestServer.assertMarked(answer);
    }
  }

  @Test
  void aReportInPiecesIsRead() {
    String body = REPORT.formatted("one", "", "k3x9-1", "connected");
    String size = Integer.toHexString(body.length() - 3).toUpperCase(Locale.ROOT);
    String chunks =
        "3\r\n%s\r\n%s\r\n%s\r\n0\r\n\r\n".formatted(body.substring(0, 3), size, body.substring(3));
    String head = server.http().request("POST", SHOWN, JSON, "Transfer-Encoding: chunked");
    assertEquals(204, server.http().send(head + chunks).status());
    assertEquals(400, server.http().send(head + "zz\r\n" + chunks).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | The body is no JSON object: see line 1, character 1.",
        "{} | The field \"tab\" must be a string.",
        "{\"tab\":\"<b>\"} | The field \"tab\" must be a name of at most 64 letters, digits, dots, hyphens and underscores."
      })
  void aBadReportIsSaidWithWhatAndWhere(String body, String sentence) {
    RawHttp.Answer answer = post(body, JSON);
    assertEquals(400, answer.status());
    assertEquals(sentence + "\n", answer.text());
    assertEquals("text/plain;charset=utf-8", answer.header("Content-Type").orElse(""));
    server.assertDenied(answer);
  }

  @Test
  void aBodyThatIsTooLongOrOfAnotherTypeIsRefused() {
    String report = REPORT.formatted("one", "", "k3x9-1", "connected");
    String most = report + " ".repeat(ShownEndpoint.MAX_BYTES - report.length());
    assertEquals(204, post(most, JSON).status());
    RawHttp.Answer more = post(most + " ", JSON);
    assertEquals(413, more.status());
    TestServer.assertMarked(more);
    assertEquals(415, post(report).status());
    assertEquals(415, post(report, "Content-Type: application/x-www-form-urlencoded").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.test",
        "Origin: null",
        "Origin: http://localhost:1",
        "Origin: ",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Host: evil.test",
      })
  void aForeignPageReportsNothing(String header) {
    String body = REPORT.formatted("one", "", "k3x9-1", "connected");
    RawHttp.Answer answer = post(body, "Content-Type: text/plain", header);
    assertEquals(403, answer.status());
    server.assertDenied(answer);
    assertEquals("\"tabs\":0,\"readers\":0,\"pages\":[]", statusOfTabs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "post"})
  void itTakesPostAlone(String method) {
    RawHttp.Answer answer = server.http().ask(method, SHOWN);
    assertEquals(405, answer.status());
    assertEquals("POST", answer.header("Allow").orElse(""));
    TestServer.assertMarked(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/__livereload/shown/",
        "/__livereload/shown;x",
        "/__livereload/%73hown",
        "/__livereload//shown",
        "/__livereload/events",
        "/shown",
        "/"
      })
  void noOtherPathTakesPost(String target) {
    RawHttp.Answer answer = server.http().ask("POST", target, JSON, "Content-Length: 0");
    assertEquals(405, answer.status());
    assertEquals("GET, HEAD", answer.header("Allow").orElse(""));
  }

  @Test
  void theKeyDoesNotOpenIt() {
    String keyed = server.server().foreignClient().getPath().replace("client.js", "shown");
    RawHttp.Answer answer = server.http().ask("POST", keyed, JSON, "Origin: null");
    assertEquals(405, answer.status());
  }
}
