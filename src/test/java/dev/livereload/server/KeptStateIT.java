package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of sites on the disk, and for how long. */
@Timeout(60)
final class KeptStateIT {

  @TempDir Path folder;

  @Test
  void sitesAreForgottenWhenAnotherIsServed() throws IOException {
    FileTime longAgo = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
    Path state = folder.resolve("state");
    Path old = state.resolve("livereload/0a1b2c3d-1111-2222-3333-444444444444");
    Files.setLastModifiedTime(write(old.resolve("r1.log"), ""), longAgo);
    Files.setLastModifiedTime(old, longAgo);
    Path site = folder.resolve("site");
    write(site.resolve("index.html"), "home");

    try (TestServer server = TestServer.of(LiveReloadOptions.of(site).remembering(state), o -> o)) {
      long deadline = System.nanoTime() + RawHttp.DEADLINE * 1_000_000L;
      while (Files.exists(old)) {
        assertTrue(System.nanoTime() < deadline, () -> old + " is kept by " + server.port());
      }
    }
  }

  // There may be as many of those as there are addresses that somebody asks for.
  @Test
  void documentsOfTheSiteAreKeptAndPagesOfTheServerAreNot() throws IOException {
    Path state = folder.resolve("state");
    Path site = folder.resolve("site");
    write(site.resolve("index.html"), "home");
    try (TestServer server = TestServer.of(LiveReloadOptions.of(site).remembering(state), o -> o)) {
      assertEquals(404, server.http().get("/absent", "Accept: text/html").status());
      assertEquals(200, server.http().get("/", "Accept: text/html").status());

      try (Stream<Path> kept = Files.walk(state)) {
        List<String> documents =
            kept.map(Path::toString).filter(name -> name.endsWith(".base")).toList();
        assertEquals(1, documents.size(), documents::toString);
        assertEquals("home", Files.readString(Path.of(documents.get(0))));
      }
    }
  }
}
