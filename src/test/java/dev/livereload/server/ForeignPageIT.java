package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of another origin get with the key of the site, and without it. */
final class ForeignPageIT {

  private static final List<String> SHARED =
      List.of("client.js", "stream.js", "patch.js", "events", "changes");
  private static final String PREFIX = "/__livereload/";
  private static final String BACKEND = "http://localhost:3000";

  @TempDir static Path folder;
  private static Path site;
  private static LiveReloadOptions watched;
  private static TestServer server;
  private static String keyed;

  @BeforeAll
  static void start() throws IOException {
    site = folder.resolve("site");
    write(site.resolve("index.html"), "<!doctype html><title>t</title>home" + TestServer.SECRET);
    watched = LiveReloadOptions.of(site).remembering(folder.resolve("state"));
    server = TestServer.of(watched, options -> options.allowOrigins(List.of("http://app.test")));
    keyed = server.server().foreignClient().getPath().replace("client.js", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> crossOriginHeader(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("(?i)(access-control-.*|vary|set-cookie):.*"))
        .sorted()
        .toList();
  }

  private static List<String> expectedFor(String origin) {
    return List.of("Access-Control-Allow-Origin: " + origin, "Vary: Origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", BACKEND, "https://127.0.0.1", "http://[::1]:1"})
  void theKeyOpensTheClientAndItsStreamsToThatOrigin(String origin) throws IOException {
    for (String script : List.of("client.js", "stream.js", "patch.js")) {
      RawHttp.Answer answer = server.http().get(keyed + script, "Origin: " + origin);
      assertEquals(200, answer.status());
      assertEquals(expectedFor(origin), crossOriginHeader(answer.lines()));
      assertEquals("cross-origin", answer.header("Cross-Origin-Resource-Policy").orElse(""));
      assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse(""));
      assertEquals(server.http().get(PREFIX + script).text(), answer.text());
    }
    RawHttp.Answer poll = server.http().get(keyed + "changes?since=x-1", "Origin: " + origin);
    assertEquals(expectedFor(origin), crossOriginHeader(poll.lines()));
    assertTrue(poll.text().startsWith("{\"id\""), poll::text);
    try (SseReader events = new SseReader(server.http(), keyed + "events", "Origin: " + origin)) {
      assertEquals(expectedFor(origin), crossOriginHeader(events.header()));
      assertEquals(Optional.of("retry: 1000"), events.next());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.test",
        "http://203.0.113.5",
        "http://192.168.0.5:3000",
        "http://localhost.evil.test",
        "file://",
        "null,null",
        "*",
        ""
      })
  void theKeyIsOfNoUseToStrangers(String origin) {
    for (String name : SHARED) {
      RawHttp.Answer answer = server.http().get(keyed + name, "Origin: " + origin);
      assertEquals(403, answer.status());
      server.assertDenied(answer);
    }
  }

  @Test
  void aScriptTagOfAnyPageWithTheKeyLoadsTheClient() {
    String[] tag = {
      "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"
    };
    RawHttp.Answer client = server.http().get(keyed + "client.js", tag);
    assertEquals(200, client.status());
    assertEquals("cross-origin", client.header("Cross-Origin-Resource-Policy").orElse(""));
    assertEquals(List.of("Vary: Origin"), crossOriginHeader(client.lines()));
    assertEquals(403, server.http().get(keyed + "events", tag).status());
    assertEquals(403, server.http().get(PREFIX + "client.js", tag).status());
  }

  @Test
  void aWrongKeyIsAsAbsentAsAnyPath() {
    String key = keyed.replace(PREFIX, "").replace("/", "");
    RawHttp.Answer absent = server.http().get("/absent.txt", "Sec-Fetch-Dest: empty");
    for (String wrong :
        List.of(
            "0".repeat(32),
            key.substring(1),
            key + "0",
            key.toUpperCase(Locale.ROOT) + "A",
            "%30",
            "x")) {
      for (String name : SHARED) {
        for (String origin : List.of("null", BACKEND, "http://evil.test", "http://app.test")) {
          RawHttp.Answer answer =
              server
                  .http()
                  .get(PREFIX + wrong + "/" + name, "Origin: " + origin, "Sec-Fetch-Dest: empty");
          assertEquals(404, answer.status());
          assertEquals(absent.stableHeader(), answer.stableHeader());
          assertEquals(absent.text(), answer.text());
          server.assertDenied(answer);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "publish",
        "shown",
        "open",
        "document",
        "",
        "index.html",
        "../status",
        "%2e%2e/status",
        "events/",
        "events;x",
        "%65vents",
        "EVENTS",
        "/events",
        "../../index.html"
      })
  void theKeyOpensNothingElse(String name) {
    for (String origin : List.of("null", BACKEND)) {
      server.assertDenied(server.http().get(keyed + name, "Origin: " + origin));
    }
  }

  @Test
  void aPageThatWasOpenedAsAFileLearnsWhichOneItIs() throws IOException {
    Path page = write(site.resolve("a b/\u00fc.html"), "x");
    String url = page.toUri().toString().replace("%", "%25");
    RawHttp.Answer answer = server.http().get(keyed + "page?of=" + url, "Origin: null");
    assertEquals("{\"page\":\"/a%20b/%C3%BC.html\"}\n", answer.text());
    assertEquals(expectedFor("null"), crossOriginHeader(answer.lines()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?of",
        "?of=",
        "?of=index.html",
        "?of=/etc/passwd",
        "?of=file:///etc/passwd",
        "?of=file://evil.test/share/x",
        "?of=file:////evil.test/share/x",
        "?of=file:SITE/../secret",
        "?of=file://SITE/.env",
        "?of=file://SITE/absent.html",
        "?of=file://SITE/index.html?x",
        "?of=http://localhost/index.html",
        "?of=file:///%2500",
        "?of=file:///%zz",
        "?of=jar:file:///x!/y"
      })
  void noOtherPathOfTheDiskIsToldOf(String query) throws IOException {
    write(site.resolve(".env"), TestServer.SECRET);
    write(folder.resolve("secret"), TestServer.SECRET);
    String named = query.replace("SITE", site.toString());
    RawHttp.Answer answer = server.http().get(keyed + "page" + named, "Origin: null");
    assertEquals(404, answer.status());
    assertFalse(answer.text().contains(folder.toString()), answer::text);
  }

  @Test
  void aPreflightLearnsNothingWithTheKeyEither() {
    RawHttp.Answer answer =
        server
            .http()
            .ask(
                "OPTIONS",
                keyed + "events",
                "Origin: " + BACKEND,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Private-Network: true");
    assertEquals(204, answer.status());
    TestServer.assertMarked(answer);
  }

  @Test
  void theKeyDoesNotReplaceTheHost() {
    for (String name : SHARED) {
      server.assertDenied(server.http().get(keyed + name, "Host: evil.test"));
    }
  }

  @Test
  void anAllowedOriginNeedsNoKey() {
    String origin = "Origin: http://app.test";
    RawHttp.Answer client = server.http().get(PREFIX + "client.js", origin);
    assertEquals(expectedFor("http://app.test"), crossOriginHeader(client.lines()));
    RawHttp.Answer poll = server.http().get(PREFIX + "changes?since=x-1", origin);
    assertEquals(expectedFor("http://app.test"), crossOriginHeader(poll.lines()));
    RawHttp.Answer tag =
        server
            .http()
            .get(
                PREFIX + "client.js",
                "Referer: http://app.test/page",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: no-cors",
                "Sec-Fetch-Dest: script");
    assertEquals(200, tag.status());
    assertEquals("cross-origin", tag.header("Cross-Origin-Resource-Policy").orElse(""));
    for (String route : List.of(PREFIX, PREFIX + "status", "/__webpack_hmr")) {
      server.assertDenied(server.http().get(route, origin));
    }
    RawHttp.Answer page = server.http().get("/", origin);
    assertEquals(List.of(), crossOriginHeader(page.lines()));
    for (String other : List.of("http://app.test:81", "https://app.test", "http://x.app.test")) {
      server.assertDenied(server.http().get(PREFIX + "client.js", "Origin: " + other));
    }
  }

  @Test
  void theKeyOutlivesARestartUntilItIsMadeAnew() throws IOException {
    String again;
    try (TestServer second = TestServer.of(watched, options -> options)) {
      again = second.server().foreignClient().getPath();
    }
    assertEquals(keyed + "client.js", again);
    Path elsewhere = Files.createDirectories(folder.resolve("other site"));
    LiveReloadOptions other = LiveReloadOptions.of(elsewhere).remembering(folder.resolve("state"));
    try (TestServer second = TestServer.of(other, options -> options)) {
      again = second.server().foreignClient().getPath();
      assertNotEquals(keyed + "client.js", again);
    }
    try (TestServer third = TestServer.of(other, options -> options.newKey(true))) {
      assertNotEquals(again, third.server().foreignClient().getPath());
      assertEquals(404, third.http().get(again).status());
    }
  }

  @Test
  void theKeyIsNowhereInTheSite() throws IOException {
    String key = keyed.replace(PREFIX, "").replace("/", "");
    try (var files = Files.walk(site)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains(key), file::toString);
      }
    }
    for (String path : List.of("/", "/__livereload/", "/__livereload/status", "/absent")) {
      assertFalse(server.http().get(path, "Accept: text/html").text().contains(key), path);
    }
  }
}
