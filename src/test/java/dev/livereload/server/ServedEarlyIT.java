package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadListener;
import dev.livereload.LiveReloadOptions;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page is served, and its file changes, before everything is watched. */
@Timeout(60)
final class ServedEarlyIT {

  /** So many that watching begins long after serving. */
  private static final int FOLDERS = 10_000;

  private static final Pattern ID = Pattern.compile("data-id=\"([^\"]+)\"");

  @TempDir private Path folder;
  private Path site;

  @BeforeEach
  void makeLargeSite() throws IOException {
    site = folder.resolve("site");
    for (int i = 0; i < FOLDERS; i++) {
      Files.createDirectories(site.resolve(i / 100 + "/" + i));
    }
    Files.writeString(site.resolve("index.html"), "<!doctype html><p>one");
  }

  @Test
  void whatChangedInBetweenIsTold() throws Exception {
    serveSomethingOnce();
    LiveReloadOptions watched = LiveReloadOptions.of(site).remembering(folder.resolve("state"));
    DevServerOptions options = DevServerOptions.builder(watched).port(0).build();
    try (DevServer server = DevServer.start(options, new Silent())) {
      RawHttp http = new RawHttp(server.url().getPort());
      Matcher id = ID.matcher(http.get("/").text());
      Files.writeString(site.resolve("index.html"), "<!doctype html><p>two");
      boolean wasEarly = !server.ready().isDone();
      server.ready().get(30, TimeUnit.SECONDS);

      assertTrue(id.find());
      assertTrue(wasEarly, "Everything was watched already: this shows nothing.");
      try (SseReader events = new SseReader(http, "/__livereload/events?since=" + id.group(1))) {
        assertEquals("retry: 1000", events.event());
        assertTrue(events.event().startsWith("event: hello\n"));
        String change = events.event();
        assertTrue(change.contains("\"updated\":[\"/index.html\"]"), change);
        assertFalse(change.contains("reload"), change);
      }
    }
  }

  // The first answer of a JVM takes longer than watching does.
  private void serveSomethingOnce() throws IOException {
    Path small = Files.createDirectory(folder.resolve("small"));
    Files.writeString(small.resolve("index.html"), "<!doctype html><p>warm");
    try (TestServer server = TestServer.of(small)) {
      assertEquals(200, server.http().get("/").status());
    }
  }

  private static final class Silent implements LiveReloadListener {

    @Override
    public void shown(Outcome outcome) {}

    @Override
    public void noticed(Notice notice) {}
  }
}
