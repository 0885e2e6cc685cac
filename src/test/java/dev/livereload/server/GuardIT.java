package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of {@code docs/security.md} about Host and Origin, as raw bytes, on every route. */
final class GuardIT {

  private static final List<String> ROUTES =
      List.of(
          "/",
          "/__livereload/",
          "/__livereload/client.js",
          "/__livereload/events",
          "/__livereload/changes",
          "/__livereload/status",
          "/__livereload/document?of=x",
          "/__livereload/absent",
          "/__webpack_hmr",
          "/absent");

  @TempDir static Path site;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    write(site.resolve("index.html"), "<!doctype html><title>t</title>" + TestServer.SECRET);
    write(site.resolve("app.js"), "1");
    write(site.resolve("style.css"), "a{}");
    server = TestServer.of(site);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.test",
        "evil.test:PORT",
        "localhost.evil.test",
        "127.0.0.1.nip.io",
        "127.0.0.1.evil.test:PORT",
        "evillocalhost",
        "localhost-evil",
        "127.0.0.1evil",
        "1.2.3.4.5",
        "2130706433",
        "0x7f.1",
        "127.1",
        "xn--localhost-.test",
      })
  void aForeignHostIsForbiddenEverywhere(String host) {
    for (String route : ROUTES) {
      RawHttp.Answer answer = server.http().get(route, "Host: " + named(host));
      assertEquals(403, answer.status(), route);
      assertEquals("text/plain;charset=utf-8", answer.header("Content-Type").orElse(""));
      assertTrue(answer.text().contains("--allow-host"), answer::text);
      server.assertDenied(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost@evil.test",
        "evil.test@localhost",
        "[",
        "]",
        "[::z]",
        "[::00001]",
        "[::1",
        "::1",
        "a b",
        "local\u0000host",
        "localhost:99999",
        "localhost:-1",
        "localhost:a",
        "localhost:80:80",
        "localhost/x",
        "localhost?x",
        "localhost#x",
        "localhost..",
        ".localhost",
        "localhost\\evil",
        "<script>",
        "l\u00f6calhost",
        ",localhost",
        "localhost, evil.test",
        "",
      })
  void aHostThatIsNoneIsABadRequestEverywhere(String host) {
    for (String route : ROUTES) {
      RawHttp.Answer answer = server.http().get(route, "Host: " + host);
      assertEquals(400, answer.status(), route);
      server.assertDenied(answer);
    }
  }

  @Test
  void aHostOfTenKilobytesIsABadRequest() {
    RawHttp.Answer answer = server.http().get("/", "Host: " + "a".repeat(10 * 1024));
    assertEquals(400, answer.status());
    server.assertDenied(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "localhost:PORT",
        "localhost:1",
        "app.localhost:PORT",
        "my_app.localhost",
        "127.0.0.1",
        "127.0.0.1:PORT",
        "[::1]:PORT",
        "[::1]",
        "192.168.0.5",
        "192.168.0.5:PORT",
        "[fe80::1]",
      })
  void aNameThatNoNameServerCanGiveAwayIsAllowed(String host) {
    RawHttp.Answer page = server.http().get("/", "Host: " + named(host));
    assertEquals(200, page.status());
    assertTrue(page.text().contains("/__livereload/client.js"), "The page lacks the script tag.");
  }

  @Test
  void exactlyOneHostIsAskedFor() {
    String end = "Connection: close\r\n\r\n";
    for (String request :
        List.of(
            "GET / HTTP/1.1\r\n" + end,
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n" + end,
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n" + end,
            "GET / HTTP/1.1\r\nHost: evil.test\r\nhost: localhost\r\n" + end)) {
      RawHttp.Answer answer = server.http().send(request);
      assertEquals(400, answer.status(), request);
      server.assertDenied(answer);
    }
  }

  @Test
  void forwardedNamesAreNeverBelieved() {
    for (String header :
        List.of("X-Forwarded-Host: localhost", "Forwarded: host=localhost", "X-Host: localhost")) {
      assertEquals(403, server.http().get("/", "Host: evil.test", header).status(), header);
    }
  }

  @Test
  void aReboundNameIsForbiddenEachTime() {
    for (int i = 0; i < 2; i++) {
      String host = named("Host: evil.test:PORT");
      assertEquals(403, server.http().get("/", host).status());
      assertEquals(
          403,
          server
              .http()
              .get("/__livereload/events", host, named("Origin: http://evil.test:PORT"))
              .status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.test",
        "null",
        "http://203.0.113.5",
        "http://192.168.0.5:PORT",
        "http://localhost",
        "http://localhost:1",
        "https://localhost:PORT",
        "http://localhost:PORT@evil.test",
        "http://localhost.evil.test:PORT",
        "http://localhost:PORT.evil.test",
        "http://localhost:PORT/",
        "http://evil.test#http://localhost:PORT",
        "file://",
        "chrome-extension://abcdef",
        "http://",
        "://",
        "a b",
        "*",
        "",
      })
  void aStreamIsNotForPagesOfAnotherOrigin(String origin) {
    for (String route : ROUTES.stream().filter(route -> route.startsWith("/__")).toList()) {
      RawHttp.Answer answer = server.http().get(route, "Origin: " + named(origin));
      assertEquals(403, answer.status(), route);
      assertFalse(answer.text().contains("event:"));
      server.assertDenied(answer);
    }
  }

  @Test
  void anOriginOfTenKilobytesIsForbidden() {
    RawHttp.Answer answer =
        server.http().get("/__livereload/events", "Origin: http://" + "a".repeat(10 * 1024));
    assertEquals(403, answer.status());
    server.assertDenied(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:PORT",
        "http://127.0.0.1:PORT",
        "http://[::1]:PORT",
        "http://app.localhost:PORT"
      })
  void aStreamIsForPagesOfThisServerByAnyOfItsNames(String origin) throws IOException {
    try (SseReader events =
        new SseReader(server.http(), "/__livereload/events", "Origin: " + named(origin))) {
      assertEquals(Optional.of("retry: 1000"), events.next());
      assertTrue(
          events.header().stream().noneMatch(line -> line.startsWith("Access-Control")),
          events.header()::toString);
    }
  }

  @Test
  void anOriginMayReadWhatItsOwnHeaderNamesAlone() {
    String origin = named("Origin: http://192.168.0.5:PORT");
    String client = "/__livereload/client.js";
    assertEquals(200, server.http().get(client, named("Host: 192.168.0.5:PORT"), origin).status());
    assertEquals(403, server.http().get(client, named("Host: 192.168.0.6:PORT"), origin).status());
  }

  @Test
  void aPreflightLearnsNothing() {
    for (String route : ROUTES) {
      RawHttp.Answer answer =
          server
              .http()
              .ask(
                  "OPTIONS",
                  route,
                  "Sec-Fetch-Mode: cors",
                  "Access-Control-Request-Method: GET",
                  "Access-Control-Request-Private-Network: true");
      assertEquals(204, answer.status());
      assertEquals("", answer.text());
      TestServer.assertMarked(answer);
    }
    String[] foreign = {"Origin: http://evil.test", "Access-Control-Request-Method: GET"};
    RawHttp.Answer refused = server.http().ask("OPTIONS", "/__livereload/events", foreign);
    server.assertDenied(refused);
  }

  @Test
  void aCrossSitePageLoadsNothing() {
    for (String destination : List.of("script", "style", "image", "font", "empty")) {
      for (String route : List.of("/app.js", "/style.css", "/__livereload/client.js")) {
        RawHttp.Answer answer =
            server
                .http()
                .get(
                    route,
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: no-cors",
                    "Sec-Fetch-Dest: " + destination);
        assertEquals(403, answer.status());
        assertEquals(
            destination.equals("script"), answer.text().startsWith("throw new Error(\"livereload"));
        server.assertDenied(answer);
      }
    }
  }

  @Test
  void aLinkOnACrossSitePageMayLeadHere() {
    RawHttp.Answer answer =
        server
            .http()
            .get(
                "/",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: document");
    assertEquals(200, answer.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get", "FOO", "HEADER"})
  void otherMethodsAreNotAllowed(String method) {
    for (String route : ROUTES) {
      RawHttp.Answer answer = server.http().ask(method, route);
      assertEquals(405, answer.status(), route);
      assertEquals("GET, HEAD", answer.header("Allow").orElse(""));
      assertFalse(answer.text().contains(route + " "), "It repeats what was sent.");
      TestServer.assertMarked(answer);
    }
    assertEquals(405, server.http().ask(method, "/", "Content-Length: 0").status());
  }

  @Test
  void aTunnelIsRefused() {
    server.assertDenied(server.http().ask("CONNECT", "evil.test:443"));
  }

  @Test
  void aWebSocketIsRefusedWithoutACookie() {
    for (String route : ROUTES) {
      RawHttp.Answer answer =
          server
              .http()
              .get(
                  route,
                  "Upgrade: websocket",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                  "Sec-WebSocket-Version: 13");
      server.assertDenied(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%5f_livereload/events",
        "/__livereload/%65vents",
        "/__livereload%2fevents",
        "/__livereload;x/events",
        "/__livereload/events;x",
        "/__LIVERELOAD/events",
        "/__livereload/./events",
        "//__livereload/events",
        "/__livereload//events",
        "/__livereload/events/",
        "/__livereload/events?x",
        "/__livereload/0123456789abcdef0123456789abcdef/events",
        "/__livereload/events.js",
        "/__livereload",
        "/__livereload/changes/",
        "/__livereload/%63hanges",
        "/__livereload/status;x",
        "/__webpack_hmr",
        "/__webpack_hmr/",
        "/__webpack_hmr?x",
        "/__webpack_hmr;x",
        "/__webpack%5fhmr",
        "/__webpack_hmr%2f",
      })
  void noSpellingOfTheStreamGoesAroundTheGuard(String target) {
    RawHttp.Answer answer = server.http().get(target, "Origin: http://evil.test");
    server.assertDenied(answer);
    assertFalse(answer.text().contains("event:"));
    assertFalse(answer.text().contains("data:"));
  }

  @Test
  void everyAnswerSaysThatItIsForThisSiteAlone() {
    for (RawHttp.Answer answer :
        List.of(
            server.http().get("/"),
            server.http().get("/app.js"),
            server.http().get("/absent"),
            server.http().get("/absent", "Accept: text/html"),
            server.http().get("/%"),
            server.http().get("/app.js", "Range: bytes=9-"),
            server.http().get("/app.js", "If-None-Match: *"),
            server.http().get("/", "If-None-Match: *"),
            server.http().head("/"),
            server.http().get("/__livereload/client.js"),
            server.http().get("/__livereload/client.js", "If-None-Match: *"),
            server.http().get("/__livereload/events", "Accept: text/html"),
            server.http().send("nonsense\r\n\r\n"))) {
      TestServer.assertMarked(answer);
    }
  }

  private static String named(String text) {
    return text.replace("PORT", String.valueOf(server.port()));
  }
}
