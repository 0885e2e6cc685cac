package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of {@code docs/security.md} about robustness. */
final class RobustnessIT {

  @TempDir Path folder;
  private Path site;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    site = folder.resolve("site");
    write(site.resolve("index.html"), "<!doctype html><title>t</title>home");
    write(site.resolve("plain.txt"), "plain");
    server = TestServer.of(site, options -> options.listing(true));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRequestThatTwoServersCouldReadDifferentlyIsRefused() {
    String post = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    String get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    String hidden = "GET /plain.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (String request :
        List.of(
            post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
            post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + hidden,
            post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde" + hidden,
            post + "Content-Length: -1\r\n\r\n",
            post + "Content-Length: +4\r\n\r\nabcd",
            post + "Content-Length: 4x\r\n\r\nabcd",
            post + "Content-Length: 99999999999999999999\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n" + hidden,
            post + "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n" + hidden,
            post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n" + hidden,
            post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n" + hidden,
            get + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n" + hidden,
            post + "Transfer-Encoding: gzip, x\r\n\r\n" + hidden,
            post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + hidden,
            get + "X-Folded: a\r\n b\r\n\r\n",
            get + " X-Folded: a\r\n\r\n",
            get + "No colon\r\n\r\n",
            get + ": no name\r\n\r\n",
            get + "X-Nul: a\u0000b\r\n\r\n",
            "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n",
            "GET / HTTP/1.1 x\r\nHost: localhost\r\n\r\n",
            "GET /\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n\r\n")) {
      RawHttp.Answer answer = server.http().send(request);
      assertEquals(400, answer.status(), request);
      server.assertDenied(answer);
      assertFalse(answer.text().contains("plain"), request);
    }
  }

  @Test
  void aBodyThatNobodyAskedForIsNotTheNextRequest() {
    String hidden = "GET /plain.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    RawHttp.Answer answer =
        server
            .http()
            .send(
                "GET /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + ("Content-Length: " + hidden.length() + "\r\n\r\n" + hidden));
    assertEquals(200, answer.status());
    assertFalse(answer.text().contains("plain"));
  }

  @Test
  void aHugeValidatorIsRead() {
    String junk = "\"x\", ".repeat(2_100);
    String etag = server.http().get("/plain.txt").header("ETag").orElseThrow();
    assertEquals(200, server.http().get("/plain.txt", "If-None-Match: " + junk).status());
    assertEquals(304, server.http().get("/plain.txt", "If-None-Match: " + junk + etag).status());
    assertEquals(
        200, server.http().get("/plain.txt", "Range: " + "bytes=0-1,".repeat(1000)).status());
  }

  @Test
  void aHeaderThatIsTooLargeIsRefused() {
    RawHttp.Answer answer = server.http().get("/", "X: " + "x".repeat(64 * 1024));
    assertEquals(431, answer.status());
    TestServer.assertMarked(answer);
    assertEquals("Request Header Fields Too Large\n", answer.text());
    assertEquals(200, server.http().get("/").status());
  }

  @Test
  void hostileNamesMakeOneEventEach() throws IOException {
    try (SseReader events = server.events()) {
      for (String name :
          List.of(
              "a\ndata: x.css",
              "a\r\n\r\nevent: reload\r\n.css",
              "\"quotes\".css",
              "</script><script>alert(1)<",
              "\u001b[31mred.css",
              "line\u2028separator.css",
              "back\\slash.css",
              "\u202eevil.css")) {
        Files.writeString(site.resolve(name.replace('/', '_')), name);
        String event = events.event();
        assertTrue(event.startsWith("event: change\nid: "), event);
        assertEquals(3, event.lines().count(), event);
        assertTrue(event.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F)), event);
      }
    }
  }

  @Test
  void fiveHundredStreamsFromOnePeerHoldUpNobody() throws IOException {
    List<SseReader> streams = new ArrayList<>();
    try (SseReader reading = server.events()) {
      for (int i = 0; i < 500; i++) {
        streams.add(new SseReader(server.http(), "/__livereload/events"));
      }
      assertEquals(200, server.http().get("/").status());
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("livereload-"))
              .count();
      assertTrue(threads < 60, () -> threads + " threads");
      write(site.resolve("a.css"), "a{}");
      assertTrue(reading.event().contains("\"added\":[\"/a.css\"]"));
    } finally {
      for (SseReader stream : streams) {
        stream.close();
      }
    }
  }

  @Test
  void readersThatNeverReadHoldUpNobody() throws IOException {
    Files.write(site.resolve("large.bin"), new byte[32 * 1024 * 1024]);
    Files.writeString(site.resolve("large.html"), "<!doctype html>" + "x".repeat(32 * 1024 * 1024));
    Files.writeString(site.resolve("page.html"), "<!doctype html>" + "x".repeat(900_000));
    List<Socket> stuck = new ArrayList<>();
    try {
      // More of each than there are threads.
      for (int i = 0; i < 120; i++) {
        Socket socket = server.http().connect();
        stuck.add(socket);
        String target = i % 2 == 0 ? "/large.bin" : "/large.html";
        String request = server.http().request("GET", target);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      }
      assertEquals("plain", server.http().get("/plain.txt").text());
      assertTrue(server.http().get("/page.html").text().endsWith("xxx"));
    } finally {
      for (Socket socket : stuck) {
        socket.close();
      }
    }
    assertEquals(200, server.http().get("/").status());
  }

  @Test
  void aFolderThatIsGoneIsAbsentUntilItIsBack() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(site, elsewhere);
    assertEquals(404, server.http().get("/").status());
    assertEquals(404, server.http().get("/plain.txt").status());
    Files.move(elsewhere, site);
    assertEquals(200, server.http().get("/plain.txt").status());
    delete(site);
    RawHttp.Answer answer = server.http().get("/", "Accept: text/html");
    assertEquals(404, answer.status());
    assertTrue(answer.text().contains("/__livereload/client.js"), "It cannot heal by itself.");
    write(site.resolve("index.html"), "again");
    assertEquals(200, server.http().get("/").status());
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aFileThatShrinksWhileItIsSentBreaksOnlyItsOwnAnswer() throws IOException {
    Path large = site.resolve("large.bin");
    Files.write(large, new byte[32 * 1024 * 1024]);
    try (Socket socket = server.http().connect()) {
      String request = server.http().request("GET", "/large.bin");
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      RawHttp.header(socket.getInputStream());
      Files.write(large, new byte[1]);
      long received = count(socket);
      assertTrue(received < 32 * 1024 * 1024, () -> received + " bytes of a file of one");
    }
    assertEquals(200, server.http().get("/").status());
  }

  private static long count(Socket socket) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long count = 0;
    try {
      for (int read = socket.getInputStream().read(buffer);
          read >= 0;
          read = socket.getInputStream().read(buffer)) {
        count += read;
      }
    } catch (SocketException e) {
      // That is how a broken promise is told.
      return count;
    }
    return count;
  }
}
