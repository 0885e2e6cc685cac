package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through the proxy, byte by byte. */
final class ProxyIT {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

  @TempDir Path folder;

  private TestServer before(RawBackend backend) throws IOException {
    return before(backend, List.of());
  }

  private TestServer before(RawBackend backend, List<Mount> mounts) throws IOException {
    LiveReloadOptions watched =
        new LiveReloadOptions(mounts, List.of(folder), List.of(), Optional.empty());
    return TestServer.of(watched, options -> options.proxy(backend.url()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/b.html?x=1&y=%20",
        "/a%2fb/%5c/;x",
        "//a//b",
        "/?q={|}^[]`\"<>",
        "/a?",
        "/.env",
        "/__livereload"
      })
  void aTargetGoesOnAsItCame(String target) throws Exception {
    try (RawBackend backend = RawBackend.saying(OK + "Content-Length: 2\r\n\r\nhi");
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().get(target);

      assertEquals("GET " + target + " HTTP/1.1", backend.asked().line());
      assertEquals("hi", answer.body());
    }
  }

  @Test
  void theHeaderGoesOnWithoutWhatIsBetweenTwoHopsAndWithWhoAsked() throws Exception {
    try (RawBackend backend = RawBackend.saying(OK + "Content-Length: 0\r\n\r\n");
        TestServer server = before(backend)) {
      String host = "localhost:" + server.port();
      RawHttp.Answer answer =
          server
              .http()
              .send(
                  "GET /x HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nCookie: a=1;\tlivereload-1=SECRET; livereload-8080=SECRET; b=\"2\"\r\nX-Twice: 1\r\nX-Twice: 2\r\nOrigin: http://"
                      + host
                      + "\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 1\r\nTE: gzip\r\n"
                      + "Proxy-Authorization: x\r\nX-Forwarded-Host: evil.test\r\n"
                      + "Forwarded: for=1.2.3.4\r\nX-LiveReload: document\r\n\r\n");

      assertEquals(200, answer.status());
      assertEquals(
          Stream.of(
                  "GET /x HTTP/1.1",
                  "Host: " + host,
                  "Cookie: a=1; b=\"2\"",
                  "X-Twice: 1",
                  "X-Twice: 2",
                  "Origin: http://" + host,
                  "X-Forwarded-For: 127.0.0.1",
                  "X-Forwarded-Proto: http",
                  "X-Forwarded-Host: " + host,
                  "Accept-Encoding: identity",
                  "Via: 1.1 livereload")
              .sorted()
              .toList(),
          backend.asked().lines().stream().sorted().toList());
    }
  }

  @Test
  void aHeaderAsLongAsBrowsersMaySendGoesBothWays() throws Exception {
    String long30 = "x".repeat(30_000);
    try (RawBackend backend =
            RawBackend.saying(OK + "X-Long: " + long30 + "\r\nContent-Length: 2\r\n\r\nhi");
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().get("/x", "Cookie: a=" + long30);

      assertEquals("hi", answer.body());
      assertEquals(long30, answer.header("X-Long").orElse(""));
      assertEquals(List.of("a=" + long30), backend.asked().values("Cookie"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "GET"})
  void aBodyGoesBothWaysByteForByte(String method) throws Exception {
    StringBuilder octets = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      octets.append((char) (i * 31 % 256));
    }
    String length = "Content-Length: " + octets.length();
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  out.write((OK + length + "\r\n\r\n" + asked.body()).getBytes(ISO_8859_1));
                  return true;
                });
        TestServer server = before(backend)) {
      RawHttp http = server.http();
      RawHttp.Answer answer = http.send(http.request(method, "/x", length) + octets);

      assertEquals(octets.toString(), answer.body());
      RawBackend.Asked asked = backend.asked();
      assertEquals(method + " /x HTTP/1.1", asked.line());
      assertEquals(List.of(String.valueOf(octets.length())), asked.values("Content-Length"));
      assertEquals(List.of(), asked.values("Content-Type"));
    }
  }

  @Test
  void chunksAndTrailersGoBothWays() throws Exception {
    String answered =
        "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n";
    try (RawBackend backend = RawBackend.saying(OK + answered);
        TestServer server = before(backend)) {
      RawHttp http = server.http();
      String head = http.request("POST", "/x", "Transfer-Encoding: chunked", "Trailer: X-Mine");
      // Who has judged a request by its header must not find another one after its body.
      String other = "Host: evil.test\r\nAuthorization: x\r\nContent-Length: 5\r\nCookie: a=b\r\n";
      String hop =
          "Connection: close\r\nUpgrade: h2c\r\nX-forwarded-For: 1\r\nForwarded: for=1\r\n";
      RawHttp.Answer answer =
          http.send(head + "2\r\nhi\r\n0\r\n" + other + hop + "X-Mine: 9\r\n\r\n");

      assertEquals("3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n", answer.body());
      assertEquals("2\r\nhi\r\n0\r\nX-Mine: 9\r\n\r\n", backend.asked().body());
    }
  }

  @Test
  void aBodyIsSentWhenTheServerBehindSaysContinue() throws Exception {
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
                  String body = new String(in.readNBytes(4), ISO_8859_1);
                  out.write((OK + "Content-Length: 4\r\n\r\n" + body).getBytes(ISO_8859_1));
                  return true;
                });
        TestServer server = before(backend);
        Socket socket = server.http().connect()) {
      String head = server.http().request("PUT", "/x", "Content-Length: 4", "Expect: 100-continue");
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      assertEquals(List.of("HTTP/1.1 100 Continue"), RawHttp.header(socket.getInputStream()));
      socket.getOutputStream().write("body".getBytes(ISO_8859_1));
      RawHttp.header(socket.getInputStream());
      assertEquals("body", new String(socket.getInputStream().readNBytes(4), ISO_8859_1));
    }
  }

  @Test
  void whatTheServerBehindSaysOfItselfIsTrueHere() throws Exception {
    List<String> said = new ArrayList<>();
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  out.write(String.join("\r\n", said).getBytes(ISO_8859_1));
                  return true;
                });
        TestServer server = before(backend)) {
      said.addAll(
          List.of(
              "HTTP/1.1 302 Found",
              "Location: " + backend.url() + "/login?next=%2F#top",
              "Set-Cookie: a=1; Path=/; HttpOnly",
              "Set-Cookie: b=2; Domain=localhost",
              "Connection: X-Hop",
              "X-Hop: 1",
              "Cross-Origin-Resource-Policy: cross-origin",
              "Content-Length: 0",
              "",
              ""));
      RawHttp.Answer answer = server.http().get("/x");

      assertEquals(302, answer.status());
      assertEquals(
          "http://localhost:" + server.port() + "/login?next=%2F#top",
          answer.header("Location").orElse(""));
      assertEquals(
          List.of("Set-Cookie: a=1; Path=/; HttpOnly", "Set-Cookie: b=2; Domain=localhost"),
          answer.lines().stream().filter(line -> line.startsWith("Set-Cookie")).toList());
      assertEquals(Optional.empty(), answer.header("X-Hop"));
      assertEquals("same-origin", answer.header("Cross-Origin-Resource-Policy").orElse(""));
    }
  }

  @Test
  void aRangeAndItsValidatorsStayAsTheyAre() throws Exception {
    String part =
        "HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-3/9\r\n"
            + "ETag: \"1\"\r\nContent-Length: 4\r\n\r\n<htm";
    try (RawBackend backend = RawBackend.saying(part);
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().get("/x", "Range: bytes=0-3");
      assertEquals("<htm", answer.body());
      assertEquals("\"1\"", answer.header("ETag").orElse(""));
      assertEquals("bytes 0-3/9", answer.header("Content-Range").orElse(""));
      assertEquals(List.of("bytes=0-3"), backend.asked().values("Range"));
    }
  }

  @Test
  void aStreamComesAsItIsSent() throws Exception {
    Semaphore next = new Semaphore(0);
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
                  out.write(head.getBytes(ISO_8859_1));
                  for (int i = 0; i < 3; i++) {
                    out.write(("data: " + i + "\n\n").getBytes(ISO_8859_1));
                    if (!next.tryAcquire(RawHttp.DEADLINE, TimeUnit.MILLISECONDS)) {
                      throw new AssertionError("It was not read.");
                    }
                  }
                  return false;
                });
        TestServer server = before(backend);
        Socket socket = server.http().connect()) {
      InputStream in = socket.getInputStream();
      socket.getOutputStream().write(server.http().request("GET", "/x").getBytes(ISO_8859_1));
      RawHttp.header(in);
      for (int i = 0; i < 3; i++) {
        String piece = "data: " + i + "\n\n";
        readUntil(in, piece);
        next.release();
      }
    }
  }

  private static void readUntil(InputStream in, String piece) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(piece) < 0) {
      read.append((char) in.read());
    }
  }

  @Test
  void aWebSocketBecomesATunnel() throws Exception {
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  String agreed =
                      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                          + "Upgrade: websocket\r\nSec-WebSocket-Accept: yes\r\n\r\nearly";
                  out.write(agreed.getBytes(ISO_8859_1));
                  in.transferTo(out);
                  return false;
                });
        TestServer server = before(backend);
        Socket socket = server.http().connect()) {
      String head =
          "GET /ws HTTP/1.1\r\nHost: localhost:"
              + server.port()
              + "\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Key: k\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\nfirst";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      List<String> agreed = RawHttp.header(in);
      assertEquals("HTTP/1.1 101 Switching Protocols", agreed.get(0));
      assertTrue(agreed.contains("Sec-WebSocket-Accept: yes"), agreed::toString);
      assertEquals("earlyfirst", new String(in.readNBytes(10), ISO_8859_1));

      byte[] many = new byte[1_000_000];
      CountDownLatch sent = new CountDownLatch(1);
      new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(many);
                  sent.countDown();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              })
          .start();
      assertEquals(many.length, in.readNBytes(many.length).length);
      assertTrue(sent.await(RawHttp.DEADLINE, TimeUnit.MILLISECONDS));
      socket.shutdownOutput();
      assertEquals(-1, in.read());

      RawBackend.Asked asked = backend.asked();
      assertEquals(List.of("websocket"), asked.values("Upgrade"));
      assertEquals(List.of("v12.stomp"), asked.values("Sec-WebSocket-Protocol"));
    }
  }

  @Test
  void ownPathsAndMountedFilesComeFirst() throws Exception {
    TestServer.write(folder.resolve("css/a.css"), "a{}");
    Mount mount = new Mount(UrlPath.ROOT.child("css"), folder.resolve("css"));
    try (RawBackend backend = RawBackend.saying(OK + "Content-Length: 6\r\n\r\nbehind");
        TestServer server = before(backend, List.of(mount))) {
      assertEquals(200, server.http().get("/__livereload/client.js").status());
      assertEquals("a{}", server.http().get("/css/a.css").body());
      assertFalse(backend.wasAsked());

      assertEquals("behind", server.http().get("/css/b.css").body());
      assertEquals("behind", server.http().ask("POST", "/css/a.css").body());
    }
  }

  @Test
  void theGuardStandsBeforeIt() throws Exception {
    try (RawBackend backend = RawBackend.saying(OK + "Content-Length: 6\r\n\r\nbehind");
        TestServer server = before(backend)) {
      RawHttp http = server.http();
      assertEquals(403, http.get("/", "Host: evil.test").status());
      assertEquals(400, http.get("http://" + "localhost:" + backend.port() + "/").status());
      assertEquals(405, http.ask("TRACE", "/").status());
      String[] embedded = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"};
      assertEquals(403, http.get("/", embedded).status());
      assertEquals(405, http.ask("POST", "/__livereload/events").status());
      assertFalse(backend.wasAsked());
      String[] form = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Origin: null"};
      assertEquals("behind", http.post("/login", "code=1", form).body());
      TestServer.assertMarked(http.get("/"));
    }
  }
}
