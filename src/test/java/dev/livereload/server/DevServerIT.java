package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadListener;
import dev.livereload.LiveReloadOptions;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping, addresses and ports. */
final class DevServerIT {

  private static final LiveReloadListener SILENT =
      new LiveReloadListener() {
        @Override
        public void shown(Outcome outcome) {
          // Not asked for here.
        }

        @Override
        public void noticed(Notice notice) {
          // Not asked for here.
        }
      };

  @TempDir Path site;

  @BeforeEach
  void page() throws IOException {
    write(site.resolve("index.html"), "home");
  }

  private static InetAddress ipv4() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static InetAddress ipv6() throws IOException {
    byte[] octets = new byte[16];
    octets[15] = 1;
    return InetAddress.getByAddress(octets);
  }

  @Test
  void itAnswersOnBothLoopbackAddresses() throws IOException {
    try (TestServer server = TestServer.of(site)) {
      for (InetAddress address : List.of(ipv4(), ipv6())) {
        RawHttp http = new RawHttp(address, server.port());
        assertEquals(200, http.get("/").status(), address::toString);
      }
      assertEquals("localhost", server.server().url().getHost());
    }
  }

  @Test
  void aNamedHostIsTheOnlyOneBound() throws IOException {
    for (String host : List.of("::1", "[::1]")) {
      try (TestServer server = TestServer.of(site, options -> options.host(host))) {
        assertEquals("[::1]", server.server().url().getHost());
        assertEquals(200, new RawHttp(ipv6(), server.port()).get("/").status());
        assertThrows(IOException.class, () -> new RawHttp(server.port()).connect().close());
      }
    }
  }

  @Test
  void aHostOfAnotherMachineIsRefused() {
    for (String host : List.of("203.0.113.1", "2001:db8::1", "", "no-such-host.invalid")) {
      var options = DevServerOptions.builder(LiveReloadOptions.of(site)).host(host).port(0).build();
      assertThrows(BadHostException.class, () -> DevServer.start(options, SILENT), host);
    }
  }

  @Test
  void twoServersInOneProcessKnowNothingOfOneAnother(@TempDir Path other) throws IOException {
    write(other.resolve("index.html"), "other");
    try (TestServer one = TestServer.of(site);
        TestServer two = TestServer.of(other);
        SseReader events = two.events()) {
      assertTrue(one.http().get("/").text().endsWith("home"));
      assertTrue(two.http().get("/").text().endsWith("other"));
      write(site.resolve("a.css"), "a{}");
      write(other.resolve("b.css"), "a{}");
      String event = events.event();
      assertTrue(event.contains("{\"added\":[\"/b.css\"]"), event);
      one.server().close();
      assertEquals(200, two.http().get("/").status());
    }
  }

  @Test
  void aPortThatIsTakenOnAnyAddressIsTaken() throws IOException {
    for (InetAddress address : List.of(ipv4(), ipv6())) {
      try (ServerSocket taken = new ServerSocket(0, 1, address)) {
        int port = taken.getLocalPort();
        PortTakenException e =
            assertThrows(
                PortTakenException.class, () -> TestServer.of(site, options -> options.port(port)));
        assertEquals(port, e.port());
        assertEquals(
            "Port %d is in use. Stop the other server, or choose another port; 0 takes any free one."
                .formatted(port),
            e.notice().toString());
      }
    }
  }

  @Test
  void withoutAPortTheNextFreeOneIsTaken() throws IOException {
    var options = DevServerOptions.builder(LiveReloadOptions.of(site)).build();
    Optional<ServerSocket> taken = take(DevServer.FIRST_PORT);
    try (DevServer server = DevServer.start(options, SILENT)) {
      assertNotEquals(DevServer.FIRST_PORT, server.url().getPort());
      assertTrue(server.url().getPort() < DevServer.FIRST_PORT + Connectors.PORTS_TRIED);
    } finally {
      if (taken.isPresent()) {
        taken.get().close();
      }
    }
  }

  private static Optional<ServerSocket> take(int port) throws IOException {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (BindException e) {
      // Somebody else's, which is as good.
      return Optional.empty();
    }
  }

  @Test
  void itStopsWithinASecondWithStreamsOpen() throws IOException {
    TestServer server = TestServer.of(site);
    List<SseReader> streams = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      streams.add(server.events());
    }
    long start = System.nanoTime();
    server.close();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took::toString);
    for (SseReader stream : streams) {
      assertFalse(stream.next().filter(frame -> !frame.startsWith("event: ping")).isPresent());
      stream.close();
    }
    assertThrows(IOException.class, () -> server.http().connect().close());
    assertThrows(IOException.class, () -> new RawHttp(ipv6(), server.port()).connect().close());
  }

  @Test
  void nothingRunsOnAfterItStopsOrDoesNotStart() throws IOException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    TestServer.of(site).close();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThrows(
          PortTakenException.class,
          () -> TestServer.of(site, options -> options.port(taken.getLocalPort())));
    }
    List<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .filter(thread -> thread.getName().startsWith("livereload-") || !thread.isDaemon())
            .filter(thread -> !endsSoon(thread))
            .toList();
    assertEquals(List.of(), left);
  }

  private static boolean endsSoon(Thread thread) {
    try {
      thread.join(1_000);
      return !thread.isAlive();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
