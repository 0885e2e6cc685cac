package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page that changes a file by being loaded, and is loaded again when the file changes. */
@Timeout(120)
final class PageLoopIT {

  private static final String REPORT =
      "{\"tab\":\"one\",\"page\":\"/index.html\",\"id\":\"%s\",\"effect\":\"reloaded\"}";

  @TempDir Path site;
  private int loads;

  /** Does what the page does. Returns how long it was not told of its own last change. */
  private Duration load(TestServer server, SseReader events) throws IOException {
    write(site.resolve("hits.json"), "{\"hits\":" + ++loads + "}");
    long written = System.nanoTime();
    String event = events.event();
    Duration untold = Duration.ofNanos(System.nanoTime() - written);
    assertTrue(event.contains("\"/hits.json\""), event);
    String id = event.lines().skip(1).findFirst().orElseThrow().substring("id: ".length());
    String report = REPORT.formatted(id);
    RawHttp.Answer answer =
        server.http().post("/__livereload/shown", report, "Content-Type: application/json");
    assertEquals(204, answer.status());
    return untold;
  }

  @Test
  void isNamedAndStopped() throws IOException {
    write(site.resolve("index.html"), "home");
    try (TestServer server = TestServer.of(site);
        SseReader events = server.events()) {
      Duration untold = load(server, events);
      Optional<Notice> notice = server.noticed();
      while (notice.isEmpty()) {
        untold = load(server, events);
        notice = server.noticed();
      }

      String text = notice.get().toString();
      assertTrue(text.startsWith("hits.json changed 10 times within "), text);
      assertTrue(text.contains(": /index.html is loaded again when it changes,"), text);
      assertTrue(loads > 10, () -> loads + " loads");
      assertTrue(untold.compareTo(Duration.ofSeconds(3)) >= 0, untold::toString);
      assertTrue(load(server, events).compareTo(Duration.ofSeconds(6)) >= 0, "It goes on.");
    }
  }
}
