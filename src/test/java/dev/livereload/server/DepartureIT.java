package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers that leave, each in its own way, over real sockets. */
@Timeout(60)
final class DepartureIT {

  private static final String EVENTS = "/__livereload/events";
  private static final String CHANGES = "/__livereload/changes";
  private static final String PING = "event: ping\ndata: {}";

  /** The hub's, which it keeps to itself. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** Far below a heartbeat, so that what comes within it was not sent by that. */
  private static final Duration AT_ONCE = Duration.ofMillis(1_500);

  /** A machine that is busy with something else may be late itself. */
  private static final int TRIES = 5;

  @TempDir Path site;
  private TestServer server;

  enum Way {
    /** What a program does that ends in order, and a browser. */
    CLOSE,

    /** What the system does for a process that is killed while there is something to read. */
    RESET;

    void leave(Socket socket) throws IOException {
      if (this == RESET) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    write(site.resolve("index.html"), "home");
    server = TestServer.of(site);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsFreedWithinAHeartbeat(Way way) throws IOException {
    try (Crowd witness = new Crowd(server, 1)) {
      Socket reader = ask(EVENTS);
      RawHttp.header(reader.getInputStream());
      assertEquals(2, server.tabs());
      witness.awaitAll("event: ping");

      way.leave(reader);

      awaitTabs(1, witness);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPollIsFreedAtOnce(Way way) throws IOException {
    Socket reader = ask(CHANGES);
    awaitTabs(1);

    way.leave(reader);

    awaitTabs(0);
  }

  @Test
  void whoOnlySendsNoMoreIsAskedAtOnceAndGoesOnReading() throws IOException {
    Duration shortest = HEARTBEAT;
    for (int tries = 0; tries < TRIES && shortest.compareTo(AT_ONCE) > 0; tries++) {
      Duration took = untilAskedThatSendsNoMore();
      shortest = took.compareTo(shortest) < 0 ? took : shortest;
    }
    assertBelow(AT_ONCE, shortest);
  }

  private Duration untilAskedThatSendsNoMore() throws IOException {
    try (SseReader events = new SseReader(server.http(), EVENTS)) {
      events.next();
      assertTrue(events.next().orElse("").startsWith("event: hello"));
      assertEquals(Optional.of(PING), events.next());
      long beat = System.nanoTime();

      events.shutdownOutput();

      assertEquals(Optional.of(PING), events.next());
      Duration took = Duration.ofNanos(System.nanoTime() - beat);
      assertEquals(Optional.of(PING), events.next());
      write(site.resolve("a.css"), String.valueOf(beat));
      assertTrue(events.event().startsWith("event: change\n"));
      return took;
    }
  }

  @Test
  void aPollThatOnlySendsNoMoreIsAnsweredAtOnce() throws IOException {
    try (Socket reader = ask(CHANGES)) {
      awaitTabs(1);

      reader.shutdownOutput();

      String answer = new String(reader.getInputStream().readAllBytes(), ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.endsWith("\"events\":[]}\n"), answer);
    }
  }

  @Test
  void aRequestThatComesBeforeTheAnswerIsAnsweredAfterIt() throws IOException {
    try (Socket reader = server.http().connect()) {
      String first =
          "GET " + CHANGES + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n";
      reader.getOutputStream().write(first.getBytes(ISO_8859_1));
      awaitTabs(1);
      String second = server.http().request("GET", "/index.html");
      reader.getOutputStream().write(second.getBytes(ISO_8859_1));

      write(site.resolve("a.css"), "a{}");

      String answers = new String(reader.getInputStream().readAllBytes(), ISO_8859_1);
      assertTrue(answers.contains("\"/a.css\""), answers);
      assertTrue(answers.endsWith("home"), answers);
    }
  }

  @Test
  void aConnectionIsKeptForTheNextPoll() throws IOException {
    try (Socket reader = server.http().connect()) {
      for (String file : List.of("a.css", "b.css", "c.css")) {
        String ask =
            "GET " + CHANGES + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n";
        reader.getOutputStream().write(ask.getBytes(ISO_8859_1));
        awaitTabs(1);
        write(site.resolve(file), "x");
        InputStream in = reader.getInputStream();
        RawHttp.Answer head = new RawHttp.Answer(RawHttp.header(in), "");
        int length = Integer.parseInt(head.header("Content-Length").orElseThrow());
        String body = new String(in.readNBytes(length), ISO_8859_1);
        assertTrue(body.contains("\"/" + file + "\""), body);
      }
    }
  }

  @Test
  void aThousandAtOnceAreFreedWithinAHeartbeatAndTheirSocketsToo() throws IOException {
    try (Crowd witness = new Crowd(server, 1)) {
      long before = descriptors();
      Crowd crowd = new Crowd(server, 1_000);
      // Two a reader; some of what came before may have been closed meanwhile.
      assertTrue(descriptors() >= before + 1_500);
      witness.awaitAll("event: ping");

      crowd.close();

      awaitTabs(1, witness);
      while (descriptors() > before) {
        // The connection is closed a moment after its place is free; the class has a deadline.
        server.http().get("/index.html");
      }
    }
  }

  /** Fails where it takes more than a heartbeat that begins now, and the one that is under way. */
  private void awaitTabs(int count, Crowd witness) throws IOException {
    for (int beats = 0; server.tabs() > count; beats++) {
      int passed = beats;
      assertTrue(passed < 2, () -> server.tabs() + " after " + passed + " of " + HEARTBEAT);
      witness.awaitAll("event: ping");
    }
  }

  private void awaitTabs(int count) {
    long start = System.nanoTime();
    while (server.tabs() != count) {
      assertBelow(Duration.ofMillis(RawHttp.DEADLINE), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static void assertBelow(Duration limit, Duration took) {
    assertFalse(took.compareTo(limit) > 0, took::toString);
  }

  private Socket ask(String target) throws IOException {
    Socket socket = server.http().connect();
    socket.getOutputStream().write(server.http().request("GET", target).getBytes(ISO_8859_1));
    return socket;
  }

  private static long descriptors() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }
}
