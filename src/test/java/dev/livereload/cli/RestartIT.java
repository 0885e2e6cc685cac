package dev.livereload.cli;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.RawHttp;
import dev.livereload.server.SseReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page whose server is killed and started again, by the jar as a process of its own. */
final class RestartIT {

  private static final Pattern ID = Pattern.compile("id: (\\w+-\\d+)");
  // Of whole seconds, as a restored time may be.
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

  private static final List<String> SERVED =
      List.of(
          "as-it-was",
          "edited",
          "deleted",
          "touched",
          "same-bytes",
          "restored-time",
          "copied-over",
          "moved-over",
          "of-the-future");

  @TempDir Path folder;
  private Path site;
  private int port;

  @BeforeEach
  void files() throws IOException {
    site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "home");
    for (String name : SERVED) {
      old(site.resolve(name), "one");
    }
    old(site.resolve("never-served"), "one");
  }

  @Test
  void aPageIsToldExactlyWhatItMissed() throws Exception {
    String seen;
    try (JarProcess first = start("0")) {
      serveAll();
      seen = ids(events(null, 1)).get(0);
      first.stop("KILL");
    }

    changeEverything();

    String change =
        "event: change\nid: %s\ndata: {\"added\":[\"/absent\"],\"removed\":[\"/deleted\"],\"updated\":["
            + "\"/copied-over\",\"/edited\",\"/moved-over\",\"/of-the-future\",\"/restored-time\"]}";
    String seenNext;
    try (JarProcess second = start(String.valueOf(port))) {
      List<String> told = events(seen, 2);
      assertEquals(seen, ids(told).get(0), "Until it has the change, it stands where it was.");
      seenNext = ids(told).get(1);
      assertEquals(change.formatted(seenNext), told.get(1));
      // Nobody of this run has asked for any file.
      second.stop("KILL");
    }

    touch(site.resolve("edited"));
    try (JarProcess third = start(String.valueOf(port))) {
      try (SseReader page = reader(seenNext)) {
        String now = ids(List.of(page.event())).get(0);
        Files.writeString(site.resolve("edited"), "three");
        assertTrue(page.event().endsWith("\"updated\":[\"/edited\"]}"), "Nothing came before.");
        assertTrue(now.endsWith("-0"), now);
      }
      assertTrue(
          events(seen, 2).get(1).startsWith("event: change\n"), "The older page is told, too.");
      assertTrue(events("none-such", 2).get(1).startsWith("event: reload\n"));
      assertTrue(events("abc-1", 2).get(1).startsWith("event: reload\n"));
      third.stop("TERM");
      assertTrue(third.errors().matches("Tag for pages of another origin: .*\n"), third.errors());
    }
  }

  private void serveAll() {
    RawHttp http = new RawHttp(port);
    SERVED.forEach(name -> assertEquals(200, http.get("/" + name).status()));
    assertEquals(404, http.get("/absent").status());
  }

  private void changeEverything() throws IOException {
    Files.writeString(site.resolve("edited"), "two");
    Files.writeString(site.resolve("never-served"), "two");
    Files.writeString(site.resolve("absent"), "two");
    Files.delete(site.resolve("deleted"));
    touch(site.resolve("touched"));
    Files.writeString(site.resolve("same-bytes"), "one");
    old(site.resolve("restored-time"), "two");
    Path other = old(folder.resolve("other"), "two");
    Files.copy(other, site.resolve("copied-over"), COPY_ATTRIBUTES, REPLACE_EXISTING);
    Files.move(other, site.resolve("moved-over"), REPLACE_EXISTING);
    Files.writeString(site.resolve("of-the-future"), "two");
    Files.setLastModifiedTime(
        site.resolve("of-the-future"), FileTime.from(Instant.now().plus(Duration.ofDays(3))));
  }

  private JarProcess start(String at) throws IOException, InterruptedException {
    JarProcess process = JarProcess.start(folder, "--port", at, site.toString());
    port = URI.create(process.line()).getPort();
    return process;
  }

  private SseReader reader(@Nullable String since) throws IOException {
    String query = since == null ? "" : "?since=" + since;
    SseReader reader = new SseReader(new RawHttp(port), "/__livereload/events" + query);
    assertEquals("retry: 1000", reader.event());
    return reader;
  }

  private List<String> events(@Nullable String since, int count) throws IOException {
    List<String> events = new ArrayList<>();
    try (SseReader reader = reader(since)) {
      while (events.size() < count) {
        events.add(reader.event());
      }
    }
    return events;
  }

  private static List<String> ids(List<String> events) {
    return events.stream()
        .map(ID::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  private static Path old(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, LONG_AGO);
  }

  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }
}
