package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS and HTTP/2, by the certificate that is made on the spot. */
final class HttpsIT {

  private static final Duration DEADLINE = Duration.ofMillis(RawHttp.DEADLINE);

  @TempDir static Path folder;
  private static Path site;
  private static TestServer server;
  private static SSLContext trust;

  @BeforeAll
  static void start() throws Exception {
    site = folder.resolve("site");
    write(site.resolve("index.html"), "<!doctype html><title>t</title>home");
    write(site.resolve(".env"), TestServer.SECRET);
    write(site.resolve("large.txt"), "x".repeat(200_000));
    Path state = folder.resolve("state");
    server =
        TestServer.of(
            LiveReloadOptions.of(site).remembering(state), options -> options.https(true));
    trust = Http2Frames.trust(state);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(trust).version(version).build();
  }

  private static HttpRequest.Builder request(String host, String target) {
    URI url = URI.create("https://" + host + ":" + server.port() + target);
    return HttpRequest.newBuilder(url).timeout(DEADLINE);
  }

  private static HttpResponse<String> get(HttpClient.Version version, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client(version).send(request, BodyHandlers.ofString());
    assertEquals(version, answer.version());
    return answer;
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_2, localhost",
    "HTTP_2, 127.0.0.1",
    "HTTP_1_1, localhost",
    "HTTP_1_1, 127.0.0.1",
  })
  void pagesAreServedUnderEachNameOfThisMachine(HttpClient.Version version, String host)
      throws Exception {
    assertEquals("https", server.server().url().getScheme());
    HttpResponse<String> page = get(version, request(host, "/").build());
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("/__livereload/client.js"), page::body);
    assertEquals(Optional.of("nosniff"), page.headers().firstValue("X-Content-Type-Options"));
    for (String name : List.of("connection", "keep-alive", "transfer-encoding", "upgrade")) {
      boolean hop = version == HttpClient.Version.HTTP_2;
      assertTrue(!hop || page.headers().firstValue(name).isEmpty(), name);
    }
    assertEquals(404, get(version, request(host, "/.env").build()).statusCode());
    assertEquals(200_000, get(version, request(host, "/large.txt").build()).body().length());
  }

  @Test
  void aStreamGoesOnOverHttp2() throws Exception {
    HttpResponse<Stream<String>> events =
        client(HttpClient.Version.HTTP_2)
            .send(request("localhost", "/__livereload/events").build(), BodyHandlers.ofLines());
    assertEquals(HttpClient.Version.HTTP_2, events.version());
    Iterator<String> lines = events.body().iterator();
    assertEquals("retry: 1000", lines.next());
    write(site.resolve("a.css"), "a{}");
    String line = lines.next();
    while (!line.startsWith("data: {\"added\"")) {
      line = lines.next();
    }
    assertEquals("data: {\"added\":[\"/a.css\"],\"removed\":[],\"updated\":[]}", line);
  }

  @Test
  void manyStreamsShareOneConnection() throws Exception {
    HttpClient client = client(HttpClient.Version.HTTP_2);
    for (int i = 0; i < 30; i++) {
      HttpResponse<Stream<String>> events =
          client.send(request("localhost", "/__livereload/events").build(), BodyHandlers.ofLines());
      assertEquals("retry: 1000", events.body().iterator().next());
    }
    HttpResponse<String> page =
        client.send(request("localhost", "/").build(), BodyHandlers.ofString());
    assertEquals(200, page.statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "https://localhost:PORT, 200",
    "https://127.0.0.1:PORT, 200",
    "http://localhost:PORT, 403",
    "https://evil.test, 403",
    "null, 403"
  })
  void theGuardKnowsOriginsOverHttp2(String origin, int status) throws Exception {
    HttpRequest request =
        request("localhost", "/__livereload/client.js")
            .header("Origin", origin.replace("PORT", String.valueOf(server.port())))
            .build();
    assertEquals(status, get(HttpClient.Version.HTTP_2, request).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, localhost, /index.html, home",
    "GET, evil.test, /, --allow-host evil.test",
    "GET, localhost:99999, /, ",
    "GET, localhost@evil.test, /, ",
    "GET, '', /, ",
    "GET, localhost, index.html, ",
    "GET, localhost, *, ",
    "GET, localhost, '', ",
    "GET, localhost, http://evil.test/index.html, ",
    "GET, localhost, //evil.test/index.html, ",
    "GET, localhost, /index.html#x, ",
    "GET, localhost, /../index.html, ",
    "GET, localhost, /%2e%2e/index.html, ",
    "GET, localhost, /a\\index.html, ",
    "GET, localhost, /index.html%00, ",
    "GET, localhost, /.env, There is no",
    "POST, localhost, /, This server answers GET and HEAD.",
    "TRACE, localhost, /, ",
    "CONNECT, localhost, /, ",
  })
  void hostileFramesGetNoPage(String method, String authority, String path, String said)
      throws Exception {
    String body =
        Http2Frames.ask(
            trust,
            server.port(),
            List.of(
                Map.entry(":method", method),
                Map.entry(":scheme", "https"),
                Map.entry(":authority", authority),
                Map.entry(":path", path)));
    assertTrue(said == null || body.contains(said), body);
    assertFalse(said == null && body.contains("home"), body);
    assertFalse(body.contains(TestServer.SECRET), body);
    assertEquals(
        200, get(HttpClient.Version.HTTP_2, request("localhost", "/").build()).statusCode());
  }

  @Test
  void plainHttpOnThePortIsNoAnswer() throws IOException {
    String request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var socket = server.http().connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertFalse(said.contains("home"), said);
    }
  }
}
