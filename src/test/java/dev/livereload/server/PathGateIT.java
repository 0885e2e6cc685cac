package dev.livereload.server;

import static dev.livereload.server.TestServer.SECRET;
import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of {@code docs/security.md} about paths, as raw bytes. */
final class PathGateIT {

  private static final Duration FAST = Duration.ofSeconds(2);

  @TempDir static Path folder;
  private static Path site;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    site = folder.resolve("site");
    write(site.resolve("index.html"), "<!doctype html><title>t</title>home");
    write(site.resolve("sub/a b.txt"), "ab");
    write(site.resolve("\u00fc.txt"), "ue");
    write(site.resolve("p+q.txt"), "pq");
    write(site.resolve("100%.txt"), "percent");
    for (String secret :
        new String[] {
          "site/.env",
          "site/.git/config",
          "site/.npmrc",
          "site/.hidden/a.txt",
          "site/key.pem",
          "site/sub/id_rsa",
          "site/a.env.key",
          "site/a\nb.key",
          "site/.a\u2028b",
          "site-other/s",
          "outside/s",
          "s"
        }) {
      write(folder.resolve(secret), SECRET);
    }
    write(site.resolve(".well-known/security.txt"), "contact");
    Files.createSymbolicLink(site.resolve("in.txt"), Path.of("p+q.txt"));
    Files.createSymbolicLink(site.resolve("out.txt"), Path.of("../s"));
    Files.createSymbolicLink(site.resolve("outside"), Path.of("../outside"));
    Files.createSymbolicLink(site.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(site.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(site.resolve("innocent.txt"), Path.of(".env"));
    server = TestServer.of(site, options -> options.listing(true));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Dot segments, in every spelling.
        "/../s",
        "/%2e%2e/s",
        "/%2E%2E%2Fs",
        "/..%2fs",
        "/.%2e/s",
        "/sub/../../s",
        "/sub/..%2f..%2fs",
        "/sub/%2e%2e/%2e%2e/s",
        "/..%5cs",
        "/..\\s",
        "/sub\\..\\..\\s",
        "/%252e%252e/s",
        "/%25252e%25252e/s",
        "/..;/s",
        "/.;/../s",
        "/..;x=1/s",
        "/%2e%2e;/s",
        "/..%00/s",
        "/..%0d%0a/s",
        "/.../s",
        "/..%20/s",
        "/%20../s",
        "/./../s",
        "/%c0%ae%c0%ae/s",
        "/%e0%80%ae%e0%80%ae/s",
        "/%u002e%u002e/s",
        "/%ef%bc%8e%ef%bc%8e/s",
        "/sub/..",
        "/sub/.",
        "/..",
        // Broken encoding.
        "/%",
        "/%zz",
        "/%2",
        "/a%b",
        "/%ff",
        "/%00",
        "/index.html%00",
        "/index.html%00.txt",
        "/%0d%0aX:1",
        "/%0a",
        // Other hosts, other roots, other drives.
        "//etc/passwd",
        "///etc/passwd",
        "/%2fetc/passwd",
        "/%2f%2fetc/passwd",
        "//evil.test/x",
        "/\\evil.test/x",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/c%3a/windows/win.ini",
        "/Z:x",
        "/sub/Z%3a",
        "/%5c%5cattacker%5cshare",
        "/@fs/etc/passwd",
        "/../site-other/s",
        "/%2e%2e/site-other/s",
        "/-other/s",
        "/index.html::$DATA",
        "/index.html:x",
        "/CON",
        "/NUL.txt",
        "/ENV~1",
        // What is hidden or secret, in every spelling.
        "/.env",
        "/%2eenv",
        "/.ENV",
        "/.env/",
        "/.env/.",
        "/./.env",
        "//.env",
        "/sub/../.env",
        "/.env%20",
        "/.env.",
        "/.env\\",
        "/.env%5c",
        "/.env%2f",
        "/.env%00",
        "/.env::$DATA",
        "/.env;x",
        "/.env?raw",
        "/.env?raw??",
        "/.env?import&raw",
        "/.env?.svg?.wasm?init",
        "/.env?import&inline",
        "/.git/config",
        "/.git%2fconfig",
        "/.GIT/config",
        "/.git/./config",
        "//.git/config",
        "/sub/../.git/config",
        "/.git",
        "/.git/",
        "/.npmrc",
        "/.hidden/a.txt",
        "/%2ehidden/a.txt",
        "/.hidden/",
        "/key.pem",
        "/a%0Ab.key",
        "/.a%E2%80%A8b",
        "/KEY.PEM",
        "/key.pem?x",
        "/key.pem/.",
        "/key.pem/",
        "/key%2epem",
        "/sub/id_rsa",
        "/a.env.key",
        // Links.
        "/out.txt",
        "/outside/s",
        "/outside/",
        "/outside",
        "/up/s",
        "/up/",
        "/up/site/.env",
        "/loop",
        "/loop/x",
        "/innocent.txt",
        // No form of target but a path.
        "http://evil.test/index.html",
        "http://localhost/index.html",
        "https://localhost/index.html",
        "*",
        "index.html",
        "?x",
        "",
        "localhost:80",
        "/index.html#/../s",
        "/index.html#",
        "/#",
        "/\u00fc.txt",
        "/\u00c3\u00bc.txt",
        "/a\u0000b",
        "/a\tb",
        "/sub/a b.txt",
        // A file is no folder.
        "/index.html/",
        "/index.html/x",
      })
  void isDenied(String target) {
    server.assertDenied(server.http().get(target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..%5cs",
        "/..\\s",
        "/%c0%ae%c0%ae/s",
        "/%u002e",
        "/%",
        "/%zz",
        "/%00",
        "/index.html%00.txt",
        "*",
        "index.html",
        "",
        "/index.html#/../s",
        "//evil.test/x",
        "/a b"
      })
  void isNoRequest(String target) {
    assertEquals(400, server.http().get(target).status());
  }

  @ParameterizedTest
  @CsvSource({
    "/%252e%252e/s",
    "/.env",
    "/.git/config",
    "/KEY.PEM",
    "/out.txt",
    "/loop",
    "/%0d%0aX:1"
  })
  void looksAbsent(String target) {
    // As a script asks: the page for people shows the name.
    RawHttp.Answer answer = server.http().get(target, "Sec-Fetch-Dest: empty");
    RawHttp.Answer absent = server.http().get("/absent", "Sec-Fetch-Dest: empty");
    assertEquals(404, answer.status());
    assertEquals(absent.stableHeader(), answer.stableHeader());
    assertEquals(absent.text(), answer.text());
  }

  @ParameterizedTest
  @CsvSource({
    "/sub/a%20b.txt, ab",
    "/%c3%bc.txt, ue",
    "/p+q.txt, pq",
    "/p%2Bq.txt, pq",
    "/100%25.txt, percent",
    "/in.txt, pq",
    "/up/site/p+q.txt, pq",
    "/.well-known/security.txt, contact",
    "/p+q.txt?raw, pq",
    "/p+q.txt?raw??, pq",
    "/p+q.txt?/../../s, pq",
    "/p+q.txt?.svg?.wasm?init, pq",
    "/p+q.txt?import&raw, pq",
    "/p+q.txt?%00%zz, pq",
  })
  void isServed(String target, String body) {
    RawHttp.Answer answer = server.http().get(target);
    assertEquals(200, answer.status());
    assertEquals(body, answer.text());
    TestServer.assertMarked(answer);
  }

  @Test
  void nothingThatIsSentBecomesAHeader() {
    for (String target :
        new String[] {"/%0d%0aX-Injected:1", "/sub?%0d%0aX-Injected:1", "/?a=\"><script>"}) {
      RawHttp.Answer answer = server.http().get(target, "Accept: text/html");
      assertEquals(Optional.empty(), answer.header("X-Injected"), target);
      assertFalse(answer.text().contains("\"><script>"), target);
    }
  }

  @Test
  void longTargetsAreRefusedFast() {
    for (String target :
        new String[] {
          "/" + "a".repeat(8 * 1024),
          "/" + "../".repeat(10_000) + "s",
          "/" + "%2e%2e/".repeat(1_000) + "s",
          "/index.html?" + "q".repeat(100 * 1024),
          "/" + "a".repeat(300),
          "/" + "a/".repeat(4_000),
        }) {
      RawHttp.Answer answer = assertTimeout(FAST, () -> server.http().get(target));
      assertEquals(4, answer.status() / 100, answer.lines()::toString);
      TestServer.assertMarked(answer);
    }
    assertEquals(200, server.http().get("/").status());
  }

  @Test
  void aFolderWithoutSlashIsRedirectedToAPath() {
    RawHttp.Answer answer = server.http().get("/sub?a=1&b=//evil.test");
    assertEquals(302, answer.status());
    assertEquals("/sub/?a=1&b=//evil.test", answer.header("Location").orElse(""));
    TestServer.assertMarked(answer);
  }

  @Test
  void theListingShowsNothingThatIsDenied() {
    String listing = server.http().get("/sub/").text();
    assertTrue(listing.contains("a b.txt"));
    assertFalse(listing.contains("id_rsa"));
  }

  @Test
  void aPipeIsNeverOpened() throws Exception {
    Path pipe = site.resolve("pipe.txt");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertTimeout(FAST, () -> server.assertDenied(server.http().get("/pipe.txt")));
    Files.delete(pipe);
  }

  @Test
  void aLinkThatIsSwappedBetweenCheckAndOpenNeverLeaks() throws Exception {
    write(site.resolve("flip/good.txt"), "good");
    Path link = site.resolve("flip/link.txt");
    Path flip = site.resolve("flip");
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> flipping =
        CompletableFuture.runAsync(
            () -> {
              for (int turn = 0; !stop.get(); turn++) {
                point(flip, link, turn % 2 == 0 ? "good.txt" : "../../s");
              }
            });
    int served = 0;
    for (int i = 0; i < 250; i++) {
      RawHttp.Answer answer = server.http().get("/flip/link.txt");
      assertFalse(answer.text().contains(SECRET));
      assertTrue(answer.status() == 200 || answer.status() == 404, answer.lines()::toString);
      served += answer.status() == 200 ? 1 : 0;
    }
    stop.set(true);
    flipping.get();
    assertTrue(served > 0, "It was never seen pointing inside.");
  }

  @Test
  void aFolderThatBecomesALinkBetweenCheckAndOpenNeverLeaks() throws Exception {
    write(site.resolve("real/s"), "good");
    Path door = site.resolve("door");
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> flipping =
        CompletableFuture.runAsync(
            () -> {
              for (int turn = 0; !stop.get(); turn++) {
                point(site, door, turn % 2 == 0 ? "real" : "../outside");
              }
            });
    for (int i = 0; i < 250; i++) {
      RawHttp.Answer answer = server.http().get("/door/s");
      assertFalse(answer.text().contains(SECRET));
      assertTrue(answer.status() == 200 || answer.status() == 404, answer.lines()::toString);
    }
    stop.set(true);
    flipping.get();
  }

  // Renamed over, so that there is no moment without a link.
  private static void point(Path folder, Path link, String target) {
    try {
      Path fresh = folder.resolve("fresh~");
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, Path.of(target));
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
