package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import dev.livereload.event.LiveEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other machines get. The one suite that binds more than loopback; each request needs a token.
 */
final class TokenIT {

  private static final List<String> ROUTES =
      List.of(
          "/",
          "/index.html",
          "/absent",
          "/__livereload/",
          "/__livereload/client.js",
          "/__livereload/patch.js",
          "/__livereload/events",
          "/__livereload/changes",
          "/__livereload/page?of=file:///",
          "/__livereload/status",
          "/__livereload/absent",
          "/__webpack_hmr");

  @TempDir static Path folder;
  private static LiveReloadOptions watched;
  private static TestServer server;
  private static String token;

  @BeforeAll
  static void start() throws IOException {
    Path site = folder.resolve("site");
    write(site.resolve("index.html"), "<!doctype html><title>t</title>" + TestServer.SECRET);
    write(site.resolve("sub/a.txt"), "a");
    watched = LiveReloadOptions.of(site).remembering(folder.resolve("state"));
    server = TestServer.of(watched, options -> options.host("0.0.0.0"));
    token = token(server);
  }

  private static String token(TestServer of) {
    return of.server().entrance(URI.create("")).getQuery().replace("token=", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertAsked(RawHttp.Answer answer) {
    assertEquals(401, answer.status());
    assertEquals("Bearer", answer.header("WWW-Authenticate").orElse(""));
    assertFalse(answer.text().contains(TestServer.SECRET));
    assertFalse(answer.text().contains("event:"));
    TestServer.assertMarked(answer);
  }

  @Test
  void everyRequestIsAskedForTheToken() {
    for (String route : ROUTES) {
      for (String method : List.of("GET", "HEAD", "OPTIONS")) {
        assertAsked(server.http().ask(method, route));
      }
      assertAsked(server.http().get(route, "Origin: http://localhost:" + server.port()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer x",
        "Authorization: Bearer ",
        "Authorization: Basic TOKEN",
        "Cookie: livereload-PORT=x",
        "Cookie: livereload=TOKEN",
        "Cookie: livereload-1=TOKEN",
        "X-Token: TOKEN",
        "Token: TOKEN",
        "Referer: http://localhost:PORT/?token=TOKEN",
        "X-Forwarded-For: 127.0.0.1",
      })
  void noOtherHeaderLetsIn(String header) {
    String named = header.replace("TOKEN", token).replace("PORT", String.valueOf(server.port()));
    for (String route : ROUTES) {
      assertAsked(server.http().get(route, named));
    }
  }

  @Test
  void theQueryGivesACookieThatLetsIn() {
    RawHttp.Answer redirect = server.http().get("/sub/a.txt?x=1&token=" + token + "&y=//evil.test");
    assertEquals(302, redirect.status());
    assertEquals("/sub/a.txt?x=1&y=//evil.test", redirect.header("Location").orElse(""));
    assertEquals("no-store", redirect.header("Cache-Control").orElse(""));
    assertEquals("no-referrer", redirect.header("Referrer-Policy").orElse(""));
    String cookie = redirect.header("Set-Cookie").orElse("");
    assertTrue(cookie.endsWith("; Path=/; HttpOnly; SameSite=Lax"), cookie);

    String sent = "Cookie: " + cookie.split(";", 2)[0];
    RawHttp.Answer file = server.http().get("/sub/a.txt", sent);
    assertEquals("a", file.text());
    TestServer.assertMarked(file);
    assertEquals(200, server.http().get("/__livereload/status", sent).status());
  }

  @Test
  void theHeaderLetsInReadersThatAreNoBrowsers() throws IOException {
    String header = "Authorization: Bearer " + token;
    assertEquals(200, server.http().get("/", header).status());
    try (SseReader events = new SseReader(server.http(), "/__livereload/events", header)) {
      assertEquals(Optional.of("retry: 1000"), events.next());
    }
  }

  @Test
  void aBuildReportsWithTheToken() throws Exception {
    LiveEvent building = new LiveEvent.Building("tsc", List.of());
    String address = "http://127.0.0.1:" + server.port();

    RunningServer.at(address, Optional.of(token)).report(building);
    RunningServer.RefusedException refused =
        assertThrows(
            RunningServer.RefusedException.class,
            () -> RunningServer.at(address, Optional.empty()).report(building));
    assertTrue(refused.notice().what().contains("(401)"), refused::getMessage);
  }

  @Test
  void aTabReportsWithTheCookie() {
    String report = "{\"tab\":\"one\",\"page\":\"/\",\"effect\":\"connected\"}";
    String json = "Content-Type: application/json";
    String sent = "Cookie: livereload-" + server.port() + "=";
    for (String cookie : List.of("X: x", sent, sent + "x")) {
      assertAsked(server.http().post("/__livereload/shown", report, json, cookie));
    }
    String given = server.http().get("/?token=" + token).header("Set-Cookie").orElse("");
    String cookie = "Cookie: " + given.split(";", 2)[0];
    assertEquals(204, server.http().post("/__livereload/shown", report, json, cookie).status());
  }

  @Test
  void theTokenIsNoWayAroundTheGuard() {
    String header = "Authorization: Bearer " + token;
    assertEquals(403, server.http().get("/", "Host: evil.test", header).status());
    assertEquals(
        403,
        server.http().get("/__livereload/events", "Origin: http://evil.test", header).status());
    assertEquals(404, server.http().get("/.env", header).status());
    assertEquals(400, server.http().get("//evil.test/?token=" + token).status());
    assertEquals(403, server.http().get("/?token=" + token, "Host: evil.test").status());
    assertEquals(405, server.http().ask("POST", "/?token=" + token).status());
  }

  @Test
  void theKeyLetsInPagesThatCannotHaveTheCookie() {
    String client = server.server().foreignClient().getPath();
    assertEquals(200, server.http().get(client, "Origin: null").status());
    assertAsked(server.http().get(client.replace("client.js", "status")));
  }

  @Test
  void theTokenOutlivesARestartUntilItIsMadeAnew() throws IOException {
    try (TestServer second = TestServer.of(watched, options -> options.host("0.0.0.0"))) {
      assertEquals(token, token(second));
    }
  }

  @Test
  void addressesBringTheToken() throws IOException {
    URI page = server.server().entrance(URI.create("/a.html?x#y"));
    assertEquals(
        "/a.html?x&token=" + token + "#y", page.toString().replaceFirst("^http://[^/]*", ""));
    for (Address address : server.server().addresses()) {
      assertTrue(address.url().toString().endsWith("/?token=" + token), address::toString);
      assertFalse(address.url().getHost().startsWith("127."), address::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer TOKEN, ",
    "bearer  TOKEN, ",
    "Bearer theirs, Bearer theirs",
    "Basic TOKEN, Basic TOKEN",
  })
  void aServerBehindNeverSeesTheToken(String sent, @Nullable String seen) throws Exception {
    try (RawBackend backend = RawBackend.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        TestServer before =
            TestServer.of(watched, options -> options.host("0.0.0.0").proxy(backend.url()))) {
      String cookie = "Cookie: a=1; livereload-" + before.port() + "=" + token;
      String header = "Authorization: " + sent.replace("TOKEN", token);

      RawHttp.Answer answer = before.http().get("/x?token=theirs", cookie, header);

      assertEquals("hi", answer.body());
      RawBackend.Asked asked = backend.asked();
      assertEquals("GET /x?token=theirs HTTP/1.1", asked.line());
      assertEquals(List.of("a=1"), asked.values("Cookie"));
      List<String> known = seen == null ? List.of() : List.of(seen.replace("TOKEN", token));
      assertEquals(known, asked.values("Authorization"));
      for (String target : List.of("/x", "//evil.test/", "/\\evil.test/")) {
        RawHttp.Answer in = before.http().get(target + "?token=" + token, header);
        String location = in.header("Location").orElse("/");
        assertTrue(location.matches("/(|[^/\\\\].*)"), location);
      }
      assertFalse(backend.wasAsked(), "It was asked with the token in the address.");
    }
  }

  @Test
  void whoWantsNoneAsksForNone() throws IOException {
    try (TestServer open =
        TestServer.of(watched, options -> options.host("0.0.0.0").token(false))) {
      assertEquals(200, open.http().get("/").status());
      assertFalse(open.server().asksForToken());
      assertEquals(open.server().url(), open.server().entrance(URI.create("")));
    }
  }

  @Test
  void loopbackAsksForNone() throws IOException {
    for (String host : List.of("127.0.0.1", "localhost", "127.0.0.2")) {
      try (TestServer local = TestServer.of(watched, options -> options.host(host))) {
        assertFalse(local.server().asksForToken());
        assertEquals(List.of(), local.server().addresses());
      }
    }
  }
}
