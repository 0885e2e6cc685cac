package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReload;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PublishIT {

  private static final String PUBLISH = "/__livereload/publish";
  private static final String JSON = "Content-Type: application/json";

  @TempDir Path site;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    TestServer.write(site.resolve("index.html"), "home");
    server = TestServer.of(site);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsReportedIsToldWithTheIdOfTheAnswer() throws IOException {
    try (SseReader events = server.events()) {
      String id = publish("{'type':'building','name':'tsc','files':['a.ts']}");
      assertEquals(
          "event: building\nid: " + id + "\ndata: {\"name\":\"tsc\",\"files\":[\"a.ts\"]}",
          events.event());

      id = publish("{'type':'built','name':'tsc','time':5,'errors':['no']}");
      String built = events.event();
      assertTrue(built.startsWith("event: built\nid: " + id + "\n"), built);
      assertTrue(built.contains("\"errors\":[{\"message\":\"no\"}]"), built);

      publish("{'type':'change','updated':['/a b.css']}");
      assertTrue(events.event().contains("\"updated\":[\"/a%20b.css\"]"));

      publish("{'type':'reload','reason':'new jar'}");
      assertTrue(events.event().endsWith("{\"reason\":\"new jar\",\"patch\":true}"));
    }
  }

  @Test
  void theSuccessOfOneSourceLeavesTheErrorsOfAnother() {
    publish("{'type':'built','name':'a','errors':['no']}");
    publish("{'type':'built','name':'b'}");
    publish("{'type':'building','name':'a'}");

    String status = server.http().get("/__livereload/status").text();

    assertTrue(
        status.contains(
            "\"sources\":[{\"name\":\"a\",\"state\":\"building\",\"errors\":[{\"message\":\"no\"}],"
                + "\"warnings\":[]},{\"name\":\"b\",\"state\":\"ok\",\"errors\":[],\"warnings\":[]}]"),
        status);
  }

  @Test
  void pagesOfAnotherOriginSeeNoSourceOfIt() throws IOException {
    String keyed = server.server().foreignClient().getPath().replace("client.js", "");
    String origin = "Origin: null";
    String problem = "{'message':'no /home/me','file':'/home/me/a.c','frame':'secret'}";
    String told = "\"errors\":[{\"message\":\"no \\u2026\"}]";
    publish("{'type':'built','name':'a','errors':[" + problem + "]}");
    try (SseReader events = new SseReader(server.http(), keyed + "events", origin)) {
      events.event();
      String hello = events.event();
      assertTrue(hello.contains(told), hello);

      String id = publish("{'type':'built','name':'a','errors':[" + problem + "]}");
      String built = events.event();
      assertTrue(built.contains(told), built);
      String since = id.substring(0, id.indexOf('-')) + "-0";
      String poll = server.http().get(keyed + "changes?since=" + since, origin).text();
      assertTrue(poll.contains(told), poll);
    }
  }

  @Test
  void whatIsWrongIsSaid() {
    RawHttp.Answer answer =
        server.http().post(PUBLISH, "{\"type\":\"built\",\"name\":\"a\",\"errors\":[1]}", JSON);

    assertEquals(400, answer.status());
    assertEquals(
        "The field \"errors[0]\" must be an object with the field message.\n", answer.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: text/plain",
        "Content-Type: text/plain;charset=x",
        "Content-Type: application/json;charset=\"",
      })
  void theTypesOfCurlAreTaken(String type) {
    assertEquals(202, server.http().post(PUBLISH, "{\"type\":\"reload\"}", type).status());
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: http://evil.test, 403",
    "Origin: null, 403",
    "Sec-Fetch-Site: cross-site, 403",
    "Sec-Fetch-Site: same-site, 403",
    "Host: evil.test, 403",
    "Content-Type: text/html, 415",
    "Content-Type: text/html;charset=x, 415",
  })
  void strangersPublishNothing(String header, int status) throws IOException {
    String[] headers =
        header.startsWith("Content-Type") ? new String[] {header} : new String[] {JSON, header};

    assertEquals(status, server.http().post(PUBLISH, "{\"type\":\"reload\"}", headers).status());

    try (SseReader events = server.events()) {
      publish("{'type':'reload','reason':'ours'}");
      assertTrue(events.event().contains("ours"));
    }
  }

  @Test
  void onlyPostIsTaken() {
    RawHttp.Answer answer = server.http().get(PUBLISH);

    assertEquals(405, answer.status());
    assertEquals("POST", answer.header("Allow").orElse(""));
  }

  @Test
  void aLargeBodyIsRefused() {
    String body = "x".repeat(PublishEndpoint.MAX_BYTES + 1);

    assertEquals(413, server.http().post(PUBLISH, body, JSON).status());
  }

  @Test
  void aSourceTooManyIsRefusedAndKnownOnesAreNot() {
    for (int i = 0; i < LiveReload.MAX_SOURCES; i++) {
      publish("{'type':'built','name':'s" + i + "'}");
    }
    String more = "{\"type\":\"built\",\"name\":\"more\"}";

    assertEquals(429, server.http().post(PUBLISH, more, JSON).status());
    publish("{'type':'built','name':'s1'}");
  }

  @Test
  void aFloodIsHeldUp() {
    int refused = 0;
    long start = System.nanoTime();
    int sent = 0;
    while (refused == 0 && sent < 100 * PublishEndpoint.MAX_EVENTS) {
      sent++;
      refused += server.http().post(PUBLISH, "{\"type\":\"reload\"}", JSON).status() == 429 ? 1 : 0;
      if (System.nanoTime() - start > 20_000_000_000L) {
        // A machine on which nobody can send so many in a second.
        return;
      }
    }
    assertEquals(1, refused);
  }

  private String publish(String json) {
    RawHttp.Answer answer = server.http().post(PUBLISH, json.replace('\'', '"'), JSON);
    assertEquals(202, answer.status(), answer::text);
    TestServer.assertMarked(answer);
    String text = answer.text();
    assertTrue(text.matches("\\{\"id\":\"\\w+-\\d+\"}\n"), text);
    return text.substring(7, text.indexOf('"', 7));
  }
}
