package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that send too much, too slowly or too often, while others are served. */
final class BoundsIT {

  /** More than there are threads, several times. */
  private static final int CROWD = 200;

  @TempDir static Path site;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    write(site.resolve("index.html"), "<!doctype html><title>t</title>home");
    write(site.resolve("a.txt"), "plain");
    server = TestServer.of(site);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertOthersAreServedWhile(String sent) throws IOException {
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < CROWD; i++) {
        Socket socket = server.http().connect();
        crowd.add(socket);
        socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
      }
      assertEquals("plain", server.http().get("/a.txt").text());
      assertEquals(200, server.http().get("/").status());
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  @Test
  void connectionsThatSayNothingHoldUpNobody() throws IOException {
    assertOthersAreServedWhile("");
  }

  @Test
  void halfAHeaderHoldsUpNobody() throws IOException {
    assertOthersAreServedWhile("GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ");
  }

  @Test
  void aBodyThatNeverComesHoldsUpNobody() throws IOException {
    assertOthersAreServedWhile(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
  }

  @Test
  void aBodyWithoutEndIsNotRead() throws IOException {
    String head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    byte[] chunk = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(ISO_8859_1);
    try (Socket socket = server.http().connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      long sent = 0;
      try {
        // What the system buffers on both sides is some megabytes.
        while (sent < 64L * 1024 * 1024) {
          out.write(chunk);
          sent += chunk.length;
        }
      } catch (SocketException e) {
        assertEquals(200, server.http().get("/").status());
        return;
      }
      throw new AssertionError("It took " + sent + " bytes.");
    }
  }

  @Test
  void slowSendersAreNotWaitedForAndHoldUpNobody() throws IOException {
    List<SlowSender> crowd = new ArrayList<>();
    String post = "POST /__livereload/%s HTTP/1.1\r\nHost: localhost:%2$d\r\n";
    String rest =
        "Origin: http://localhost:%2$d\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\n{";
    try {
      // More than there are threads, of each kind.
      for (int i = 0; i < 40; i++) {
        crowd.add(new SlowSender("GET / HTTP/1.1\r\nHost: localhost\r\nX: ", ""));
        for (String report : List.of("shown", "publish", "open")) {
          String head = (post + rest).formatted(report, server.port());
          crowd.add(new SlowSender(head, "HTTP/1.1 408 Request Timeout"));
        }
      }
      SlowSender used = new SlowSender("GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", "");
      used.socket.setSoTimeout(RawHttp.DEADLINE);
      RawHttp.header(used.socket.getInputStream());
      assertEquals("plain", new String(used.socket.getInputStream().readNBytes(5), ISO_8859_1));
      used.socket.setSoTimeout(1);
      crowd.add(used);
      long start = System.nanoTime();
      String json = "Content-Type: application/json";
      String report = "{\"type\":\"reload\"}";
      assertEquals(202, server.http().post("/__livereload/publish", report, json).status());
      List<SlowSender> waitedFor = List.copyOf(crowd);
      while (!waitedFor.isEmpty()) {
        assertEquals("plain", server.http().get("/a.txt").text());
        Duration open = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(open.compareTo(BodyReader.WITHIN.multipliedBy(2)) < 0, "It waits.");
        waitedFor = waitedFor.stream().filter(SlowSender::goesOn).toList();
      }
      Duration open = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(open.compareTo(BodyReader.WITHIN.dividedBy(2)) > 0, open::toString);
      for (SlowSender sender : crowd) {
        assertEquals(sender.expected, sender.said);
      }
    } finally {
      for (SlowSender sender : crowd) {
        sender.socket.close();
      }
    }
  }

  /** Sends an octet now and then, for as long as the server lets it. */
  private static final class SlowSender {

    private final Socket socket;
    private final String expected;
    private String said = "";

    SlowSender(String begin, String expected) throws IOException {
      this.expected = expected;
      socket = server.http().connect();
      socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
      // What lies between two octets.
      socket.setSoTimeout(1);
    }

    boolean goesOn() {
      try {
        socket.getOutputStream().write('G');
      } catch (IOException e) {
        // It was closed, after what was said.
      }
      try {
        int first = socket.getInputStream().read();
        if (first >= 0) {
          socket.setSoTimeout(RawHttp.DEADLINE);
          said = (char) first + RawHttp.header(socket.getInputStream()).get(0);
        }
        return false;
      } catch (SocketTimeoutException e) {
        return true;
      } catch (IOException e) {
        return false;
      }
    }
  }

  @Test
  void tenThousandRequestsInARowAreAnswered() throws IOException {
    int count = 10_000;
    String request = "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Socket socket = server.http().connect()) {
      Thread sender =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < count; i++) {
                    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                  }
                } catch (IOException e) {
                  // The reader finds that an answer is missing.
                  return;
                }
              },
              "sender");
      sender.start();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < count; i++) {
        assertTrue(RawHttp.header(in).get(0).endsWith(" 200 OK"));
        assertEquals("plain", new String(in.readNBytes(5), ISO_8859_1));
      }
    }
  }
}
