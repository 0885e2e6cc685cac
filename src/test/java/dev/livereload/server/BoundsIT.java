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
import java.nio.file.Path;
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
