package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many readers at once. The bounds are what a machine of two cores that is busy with something else
 * keeps; {@code bench/run fanout} has figures.
 */
@Timeout(120)
final class CrowdIT {

  /** Memory of one open stream, heap and buffers, with the reader's end that is in this JVM too. */
  private static final int STREAM_BYTES = 32 * 1024;

  @TempDir Path site;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    write(site.resolve("index.html"), "home");
    server = TestServer.of(site);
    try (Crowd warmUp = new Crowd(server, 50)) {
      write(site.resolve("warm.css"), "a{}");
      warmUp.awaitAll("/warm.css");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fiveThousandStreamsHearOfAChangeSoonAndCostLittle() throws IOException {
    int count = 5_000;
    assertDescriptors(2 * count);
    long memory = usedMemory();
    long threads = threads();
    try (Crowd crowd = new Crowd(server, count)) {
      long each = (usedMemory() - memory) / count;
      assertTrue(each < STREAM_BYTES, () -> each + " bytes for a stream");
      assertTrue(threads() <= threads + 32, () -> threads() + " threads, before " + threads);

      write(site.resolve("a.css"), "a{}");
      Duration took = crowd.awaitAll("/a.css");

      assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
    }
  }

  @Test
  void readersThatNeverReadDelayNobodyAndAreCutOff() throws IOException {
    List<SocketChannel> stuck = Crowd.thatNeverReads(server, 200);
    try (Crowd healthy = new Crowd(server, 1_000)) {
      long memory = usedMemory();
      // More than fits between the server and a reader that takes nothing.
      String longName = "n".repeat(200);
      for (int event = 0; event < 20; event++) {
        for (int file = 0; file < 50; file++) {
          write(site.resolve(event + "/" + longName + file), "x");
        }
        Duration took = healthy.awaitAll("/" + event + "/" + longName);
        assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
      }
      long used = usedMemory() - memory;
      assertTrue(used < 64L * 1024 * 1024, () -> used + " bytes more");

      for (int beats = 0; server.tabs() > 1_000; beats++) {
        assertTrue(beats < 10, () -> server.tabs() + " streams");
        healthy.awaitAll("event: ping");
      }
    } finally {
      for (SocketChannel channel : stuck) {
        channel.close();
      }
    }
  }

  @Test
  void aThousandStreamsEndWithinASecond() throws IOException {
    try (Crowd crowd = new Crowd(server, 1_000)) {
      long start = System.nanoTime();
      server.close();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took::toString);
      crowd.awaitEnd();
    }
  }

  /** Both ends of each stream are in this JVM. */
  private static void assertDescriptors(int needed) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
      assertTrue(
          free >= needed,
          () ->
              "This test opens %d files, and the system grants %d more. Raise the limit, as with"
                      .formatted(needed, free)
                  + " `ulimit -n 20000`.");
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("livereload-"))
        .count();
  }

  /** Heap after a collection, and buffers outside it. */
  private static long usedMemory() {
    ManagementFactory.getMemoryMXBean().gc();
    long buffers =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return buffers + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
