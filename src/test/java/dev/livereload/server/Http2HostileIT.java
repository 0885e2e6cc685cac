package dev.livereload.server;

import static dev.livereload.server.Http2Frames.CONTINUATION;
import static dev.livereload.server.Http2Frames.DATA;
import static dev.livereload.server.Http2Frames.END_HEADERS;
import static dev.livereload.server.Http2Frames.END_STREAM;
import static dev.livereload.server.Http2Frames.HEADERS;
import static dev.livereload.server.Http2Frames.PING;
import static dev.livereload.server.Http2Frames.PRIORITY;
import static dev.livereload.server.Http2Frames.PUSH_PROMISE;
import static dev.livereload.server.Http2Frames.RESET;
import static dev.livereload.server.Http2Frames.SETTINGS;
import static dev.livereload.server.Http2Frames.WINDOW_UPDATE;
import static dev.livereload.server.Http2Frames.block;
import static dev.livereload.server.Http2Frames.frame;
import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that no browser sends, to a server of files and to one before another. */
final class Http2HostileIT {

  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nbehind";

  @TempDir static Path folder;
  private static TestServer files;
  private static TestServer proxy;
  private static RawBackend backend;
  private static SSLContext trust;
  private static HttpClient others;
  private static Socket slow;

  @BeforeAll
  static void start() throws Exception {
    write(folder.resolve("site/index.html"), "<!doctype html><title>t</title>home");
    write(folder.resolve("site/a.txt"), "plain");
    write(folder.resolve("site/.env"), TestServer.SECRET);
    Path state = folder.resolve("state");
    Path site = folder.resolve("site");
    LiveReloadOptions served = LiveReloadOptions.of(site).remembering(state);
    LiveReloadOptions behind =
        new LiveReloadOptions(List.of(), List.of(site), List.of(), Optional.empty())
            .remembering(state);
    backend = RawBackend.saying(ANSWER);
    files = TestServer.of(served, options -> options.https(true));
    proxy = TestServer.of(behind, options -> options.https(true).proxy(backend.url()));
    trust = Http2Frames.trust(state);
    others = HttpClient.newBuilder().sslContext(trust).build();
    slow = files.http().connect();
    slow.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});
  }

  @AfterAll
  static void stop() throws IOException {
    slow.close();
    proxy.close();
    files.close();
    backend.close();
  }

  private static List<Map.Entry<String, String>> get(String path) {
    return List.of(
        Map.entry(":method", "GET"),
        Map.entry(":scheme", "https"),
        Map.entry(":authority", "localhost"),
        Map.entry(":path", path));
  }

  /** Returns a request for a file, with {@code more} after what every request has. */
  private static List<Map.Entry<String, String>> with(String name, String value) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(get("/a.txt"));
    headers.add(Map.entry(name, value));
    return headers;
  }

  /** Returns a request for a file in which the pseudo-header called {@code name} is another. */
  private static List<Map.Entry<String, String>> instead(String name, String value) {
    return get("/a.txt").stream()
        .map(header -> header.getKey().equals(name) ? Map.entry(name, value) : header)
        .toList();
  }

  private static void assertOthersAreServed(TestServer by, String text) throws Exception {
    URI file = URI.create("https://localhost:" + by.port() + "/a.txt");
    HttpRequest request =
        HttpRequest.newBuilder(file).timeout(Duration.ofMillis(RawHttp.DEADLINE)).build();
    assertEquals(text, others.send(request, BodyHandlers.ofString()).body());
  }

  @Test
  void aPlainRequestIsServed() throws Exception {
    assertOthersAreServed(files, "plain");
    assertOthersAreServed(proxy, "behind");
    assertEquals("GET /a.txt HTTP/1.1", backend.asked().line());
  }

  /** What a server that reads HTTP/1.1 would take for something else than it was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a.txt HTTP/1.1\r\nHost: evil.test\r\n\r\nGET /b",
        "/a.txt\r\nX-Injected: 1",
        "/a.txt\nX-Injected: 1",
        "/a.txt\rX-Injected: 1",
        "/a.txt HTTP/1.1",
        "/a\u0000.txt",
        "/a b",
        "/a\tb",
        "http://evil.test/a.txt",
        "evil.test:80",
        "*",
        "",
        "a.txt",
        "@evil.test/",
        ".evil.test/",
        "//evil.test/#x",
      })
  void aTargetThatIsNonePassesNoProxy(String path) throws Exception {
    Http2Frames.ask(trust, proxy.port(), get(path));
    assertOthersAreServed(proxy, "behind");
    // The first that it hears of is the one after it, or one that it reads as it was meant.
    RawBackend.Asked asked = backend.asked();
    if (!asked.line().equals("GET /a.txt HTTP/1.1")) {
      assertFalse(asked.lines().stream().anyMatch(line -> line.startsWith("X-Injected")), path);
      assertEquals(2, asked.line().chars().filter(c -> c == ' ').count(), asked.line());
      assertTrue(asked.line().startsWith("GET /"), asked.line());
      assertEquals("GET /a.txt HTTP/1.1", backend.asked().line());
    }
    assertFalse(backend.wasAsked());
  }

  @ParameterizedTest
  @CsvSource({
    "x, 'a\r\nX-Injected: 1'",
    "x, 'a\nX-Injected: 1'",
    "x, 'a\rX-Injected: 1'",
    "'x: 1\r\nX-Injected', 1",
    "'x\nX-Injected', 1",
    "'x y', 1",
    "'x:', 1",
    "transfer-encoding, chunked",
    "connection, 'close, X-Injected'",
    "connection, upgrade",
    "keep-alive, 1",
    "proxy-connection, close",
    "upgrade, websocket",
    "te, gzip",
    "content-length, 5",
    "content-length, -1",
    "content-length, a",
    "host, evil.test",
    "host, 'localhost\r\nX-Injected: 1'",
    "X-Upper, 1",
    ":path, /b.txt",
    ":authority, evil.test",
    ":status, 200",
    ":protocol, websocket",
    ":unknown, 1",
    "cookie, 'a=1\r\nX-Injected: 1'",
    "expect, 100-continue",
  })
  void aHeaderThatIsNonePassesNoProxy(String name, String value) throws Exception {
    Http2Frames.ask(trust, proxy.port(), with(name, value));
    Http2Frames.ask(trust, files.port(), with(name, value));
    assertOthersAreServed(files, "plain");
    assertOthersAreServed(proxy, "behind");
    for (RawBackend.Asked asked = backend.asked(); ; asked = backend.asked()) {
      assertEquals("GET /a.txt HTTP/1.1", asked.line());
      assertEquals(List.of(), asked.values("X-Injected"));
      assertEquals(List.of(), asked.values("Transfer-Encoding"));
      assertEquals(List.of(), asked.values("Upgrade"));
      assertEquals(1, asked.values("Host").size());
      assertTrue(asked.values("Host").get(0).matches("localhost(:\\d+)?"), asked::toString);
      if (!backend.wasAsked()) {
        return;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, abcdef",
    "3, abcdef",
    "9, abcdef",
  })
  void aBodyOfAnotherLengthIsNotTheNextRequest(String length, String body) throws Exception {
    List<Map.Entry<String, String>> headers = new ArrayList<>(instead(":method", "POST"));
    headers.add(Map.entry("content-length", length));
    Http2Frames.post(trust, proxy.port(), headers, body);
    assertOthersAreServed(proxy, "behind");
    for (RawBackend.Asked asked = backend.asked(); ; asked = backend.asked()) {
      assertTrue(asked.line().matches("(GET|POST) /a.txt HTTP/1.1"), asked.line());
      assertTrue(asked.body().length() <= Integer.parseInt(length), asked.body());
      if (!backend.wasAsked()) {
        return;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    ":method, 'GET / HTTP/1.1\r\nX-Injected: 1'",
    ":method, 'GET /b'",
    ":method, ''",
    ":method, get",
    ":scheme, ftp",
    ":scheme, ''",
    ":scheme, 'https://evil.test/?'",
    ":authority, evil.test",
    ":authority, 'localhost\r\nX-Injected: 1'",
    ":authority, 'localhost, evil.test'",
    ":authority, 'user@localhost'",
    ":authority, 'localhost/x'",
    ":authority, '[::1'",
    ":authority, ''",
  })
  void whatIsSaidOfARequestCannotBeAnother(String name, String value) throws Exception {
    String served = Http2Frames.ask(trust, files.port(), instead(name, value));
    Http2Frames.ask(trust, proxy.port(), instead(name, value));
    assertOthersAreServed(files, "plain");
    assertOthersAreServed(proxy, "behind");
    assertFalse(name.equals(":authority") && served.contains("plain"), served);
    for (RawBackend.Asked asked = backend.asked(); ; asked = backend.asked()) {
      assertTrue(asked.line().matches("[A-Za-z]+ /a.txt HTTP/1.1"), asked.line());
      assertEquals(List.of(), asked.values("X-Injected"));
      assertEquals(1, asked.values("Host").size());
      assertTrue(asked.values("Host").get(0).matches("localhost(:\\d+)?"), asked::toString);
      if (!backend.wasAsked()) {
        return;
      }
    }
  }

  @Test
  void answersThatNobodyTakesHoldUpNobody() throws Exception {
    write(folder.resolve("site/medium.bin"), "x".repeat(20_000));
    byte[] noWindow = frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
    for (String path : List.of("/a.txt", "/medium.bin")) {
      // More than there are threads.
      byte[] asked =
          many(100, i -> frame(HEADERS, END_STREAM | END_HEADERS, 2 * i + 1, block(get(path))));
      try (SSLSocket socket = Http2Frames.connect(trust, files.port())) {
        socket.getOutputStream().write(noWindow);
        socket.getOutputStream().write(asked);
        for (int i = 0; i < 10; i++) {
          assertOthersAreServed(files, "plain");
        }
      }
    }
  }

  @Test
  void aHandshakeThatIsNeverWholeIsNotWaitedFor() throws IOException {
    assertEquals(-1, slow.getInputStream().read());
  }

  private static byte[] many(int count, IntFunction<byte[]> one) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(one.apply(i));
    }
    return all.toByteArray();
  }

  private static byte[] headers(int stream, int flags) {
    return frame(HEADERS, flags, stream, block(get("/a.txt")));
  }

  static Stream<byte[]> floods() {
    byte[] eight = new byte[8];
    byte[] four = {0, 0, 0, 1};
    byte[] junk = new byte[16_000];
    return Stream.of(
        // Rapid reset, and what else costs the sender nothing.
        many(
            5_000,
            i ->
                many(
                    2,
                    j ->
                        j == 0
                            ? headers(2 * i + 1, END_STREAM | END_HEADERS)
                            : frame(RESET, 0, 2 * i + 1, new byte[] {0, 0, 0, 8}))),
        many(20_000, i -> frame(PING, 0, 0, eight)),
        many(20_000, i -> frame(SETTINGS, 0, 0, new byte[0])),
        many(20_000, i -> frame(PRIORITY, 0, 1, new byte[] {0, 0, 0, 3, 1})),
        many(
            20_000,
            i -> i == 0 ? headers(1, END_STREAM | END_HEADERS) : frame(WINDOW_UPDATE, 0, 0, four)),
        many(
            2,
            i ->
                i == 0
                    ? headers(1, END_HEADERS)
                    : many(20_000, j -> frame(DATA, 0, 1, new byte[0]))),
        // A header without end.
        many(2, i -> i == 0 ? headers(1, 0) : many(200, j -> frame(CONTINUATION, 0, 1, junk))),
        many(
            2,
            i ->
                i == 0 ? headers(1, 0) : many(20_000, j -> frame(CONTINUATION, 0, 1, new byte[0]))),
        // More streams than there may be, and more header than there may be.
        many(2_000, i -> headers(2 * i + 1, END_HEADERS)),
        frame(HEADERS, END_STREAM | END_HEADERS, 1, block(with("x", "x".repeat(16_000)))),
        // What the protocol forbids.
        frame(DATA, 0, 0, four),
        frame(DATA, 0, 1, four),
        headers(0, END_STREAM | END_HEADERS),
        headers(2, END_STREAM | END_HEADERS),
        frame(PUSH_PROMISE, END_HEADERS, 1, four),
        frame(CONTINUATION, END_HEADERS, 1, four),
        frame(WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 0}),
        many(2, i -> frame(WINDOW_UPDATE, 0, 0, new byte[] {127, -1, -1, -1})),
        frame(SETTINGS, 0, 0, new byte[] {0, 4, -1, -1, -1, -1}),
        frame(SETTINGS, 0, 0, new byte[] {0, 5, 0, 0, 0, 0}),
        frame(SETTINGS, 0, 0, new byte[5]),
        frame(SETTINGS, 0, 1, new byte[0]),
        frame(PING, 0, 0, new byte[7]),
        frame(HEADERS, END_STREAM | END_HEADERS, 1, new byte[] {-1, -1, -1, -1, -1, -1}),
        frame(HEADERS, END_STREAM | END_HEADERS, 1, new byte[] {63, -31, 127}),
        new byte[] {-1, -1, -1, 0, 0, 0, 0, 0, 1});
  }

  @ParameterizedTest
  @MethodSource("floods")
  void aConnectionThatIsAbusedHoldsUpNobody(byte[] frames) throws Exception {
    assertFalse(Http2Frames.send(trust, files.port(), frames).contains(TestServer.SECRET));
    assertOthersAreServed(files, "plain");
  }
}
