package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server behind the proxy that speaks HTTP byte by byte, so that a test can say what none would.
 */
final class RawBackend implements AutoCloseable {

  /** What one connection does with one request. */
  interface Script {

    /** Answers; returns whether the connection goes on. */
    boolean answer(Asked asked, InputStream in, OutputStream out) throws Exception;
  }

  /**
   * A request.
   *
   * @param lines the request line and the header
   * @param body one character an octet, with its chunks
   */
  record Asked(List<String> lines, String body) {

    String line() {
      return lines.get(0);
    }

    /** Returns the values of the header called {@code name}. */
    List<String> values(String name) {
      return lines.stream()
          .skip(1)
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .toList();
    }
  }

  private final Script script;
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private ServerSocket server;
  private Thread acceptor;

  private RawBackend(Script script, int port) throws IOException {
    this.script = script;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.port = server.getLocalPort();
    this.acceptor = accept(server);
  }

  static RawBackend of(Script script) throws IOException {
    return new RawBackend(script, 0);
  }

  /** Answers everything with {@code answer}, one character an octet, and goes on. */
  static RawBackend saying(String answer) throws IOException {
    return of(
        (asked, in, out) -> {
          out.write(answer.getBytes(ISO_8859_1));
          return true;
        });
  }

  int port() {
    return port;
  }

  String url() {
    return "http://localhost:" + port;
  }

  /** Takes the next request that was no question whether anybody is there. */
  Asked asked() throws InterruptedException {
    Asked next = asked.poll(RawHttp.DEADLINE, TimeUnit.MILLISECONDS);
    assertNotNull(next, "It was not asked.");
    return next;
  }

  boolean wasAsked() {
    return !asked.isEmpty();
  }

  /** Stops answering, as a server that is killed. */
  void stop() throws IOException {
    server.close();
    // Until it has left its call, the system goes on to let others connect.
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException().initCause(e);
    }
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Answers again, at the same port. */
  void restart() throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    acceptor = accept(server);
  }

  private Thread accept(ServerSocket from) {
    return daemon(
        () -> {
          while (true) {
            Socket socket = from.accept();
            open.add(socket);
            var unused = daemon(() -> serve(socket));
          }
        });
  }

  private void serve(Socket socket) throws Exception {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (boolean goesOn = true; goesOn; ) {
        List<String> lines = RawHttp.header(in);
        if (lines.get(0).isEmpty()) {
          return;
        }
        Asked next = new Asked(lines, body(new Asked(lines, ""), in));
        // The watch asks whether anybody is there; what it asks for has no Via.
        if (!next.values("Via").isEmpty()) {
          asked.add(next);
        }
        goesOn = script.answer(next, in, socket.getOutputStream());
      }
    } finally {
      open.remove(socket);
    }
  }

  private static String body(Asked head, InputStream in) throws IOException {
    if (!head.values("Expect").isEmpty()) {
      return "";
    }
    if (!head.values("Transfer-Encoding").isEmpty()) {
      StringBuilder chunks = new StringBuilder();
      while (!chunks.toString().endsWith("\r\n\r\n") || !chunks.toString().contains("0\r\n")) {
        chunks.append((char) in.read());
      }
      return chunks.toString();
    }
    int length = head.values("Content-Length").stream().mapToInt(Integer::parseInt).sum();
    return new String(in.readNBytes(length), ISO_8859_1);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Thread daemon(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException closed) {
                // The test, or the proxy, has ended the connection.
                return;
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            },
            "backend");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
