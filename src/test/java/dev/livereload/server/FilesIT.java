package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose bytes stay as they are. */
final class FilesIT {

  private static final int MB = 1024 * 1024;
  private static final long GB = 1024L * MB;

  @TempDir static Path site;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    write(site.resolve("index.html"), "<!doctype html><title>t</title>home");
    write(site.resolve("ten.txt"), "0123456789");
    write(site.resolve("empty.txt"), "");
    write(site.resolve("sub/index.html"), "sub");
    write(site.resolve("bare/a.txt"), "a");
    Files.write(site.resolve("latin.txt"), "\u00fc".getBytes(ISO_8859_1));
    Files.writeString(site.resolve("own.css"), "@charset \"windows-1251\";a{}");
    server = TestServer.of(site);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "a.js, text/javascript;charset=utf-8",
    "a.mjs, text/javascript;charset=utf-8",
    "a.css, text/css;charset=utf-8",
    "a.txt, text/plain;charset=utf-8",
    "a.wasm, application/wasm",
    "a.json, application/json",
    "a.webmanifest, application/manifest+json",
    "a.svg, image/svg+xml",
    "a.avif, image/avif",
    "a.webp, image/webp",
    "a.png, image/png",
    "a.woff2, font/woff2",
    "a.woff, font/woff",
    "a.ttf, font/ttf",
    "a.otf, font/otf",
    "a.mp4, video/mp4",
    "a.pdf, application/pdf",
    "a.xml, application/xml",
    "a.unknown, application/octet-stream",
    "README, application/octet-stream"
  })
  void aNameTellsTheMediaType(String name, String type) throws IOException {
    write(site.resolve("types").resolve(name), "x");
    RawHttp.Answer answer = server.http().get("/types/" + name);
    assertEquals(200, answer.status());
    assertEquals(type, answer.header("Content-Type").orElse(""));
  }

  @Test
  void aTextOfAnotherCharsetKeepsIt() {
    assertEquals("text/plain", server.http().get("/latin.txt").header("Content-Type").orElse(""));
    assertEquals("text/css", server.http().get("/own.css").header("Content-Type").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/ten.txt",
        "/empty.txt",
        "/sub",
        "/sub/",
        "/bare/",
        "/absent",
        "/%",
        "/__livereload/client.js",
        "/.env"
      })
  void headIsGetWithoutBody(String target) {
    for (String accept : List.of("Accept: text/html", "Accept: */*", "Accept-Encoding: gzip")) {
      RawHttp.Answer get = server.http().get(target, accept);
      RawHttp.Answer head = server.http().head(target, accept);
      assertEquals(get.status(), head.status());
      assertEquals(get.stableHeader(), head.stableHeader());
      assertEquals("", head.body());
      assertEquals(
          Optional.of(String.valueOf(get.body().length())), get.header("Content-Length"), target);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%", "/../x", "/a#b", "*", "/absent", "/ten.txt", "/__livereload/events"})
  void afterTheHeaderThatHeadAsksForComesNothing(String target) throws IOException {
    try (Socket socket = server.http().connect()) {
      socket.getOutputStream().write(server.http().request("HEAD", target).getBytes(ISO_8859_1));
      assertTrue(RawHttp.header(socket.getInputStream()).get(0).startsWith("HTTP/1.1 "));
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void afterHeadTheConnectionGoesOn() throws IOException {
    try (Socket socket = server.http().connect()) {
      String head = "HEAD /ten.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write((head + head.replace("HEAD", "GET")).getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      assertTrue(RawHttp.header(in).get(0).contains(" 200 "));
      assertTrue(RawHttp.header(in).get(0).contains(" 200 "));
      assertEquals("0123456789", new String(in.readNBytes(10), ISO_8859_1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-3   | 206 | 0123       | bytes 0-3/10",
        "bytes=3-    | 206 | 3456789    | bytes 3-9/10",
        "bytes=-2    | 206 | 89         | bytes 8-9/10",
        "bytes=-99   | 206 | 0123456789 | bytes 0-9/10",
        "bytes=9-99  | 206 | 9          | bytes 9-9/10",
        "bytes=0-0   | 206 | 0          | bytes 0-0/10",
        "bytes=0-1,4-5 | 200 | 0123456789 |",
        "bytes=5-2   | 200 | 0123456789 |",
        "bytes=a-b   | 200 | 0123456789 |",
        "bytes=-     | 200 | 0123456789 |",
        "lines=0-3   | 200 | 0123456789 |",
        "bytes=99999999999999999999- | 200 | 0123456789 |",
      })
  void aRangeIsSent(String range, int status, String body, String contentRange) {
    RawHttp.Answer answer = server.http().get("/ten.txt", "Range: " + range);
    assertEquals(status, answer.status());
    assertEquals(body, answer.text());
    assertEquals(Optional.ofNullable(contentRange), answer.header("Content-Range"));
    assertEquals("bytes", answer.header("Accept-Ranges").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0", "bytes=999999999999999999-"})
  void aRangeBehindTheEndIsNotSatisfiable(String range) {
    RawHttp.Answer answer = server.http().get("/ten.txt", "Range: " + range);
    assertEquals(416, answer.status());
    assertEquals("bytes */10", answer.header("Content-Range").orElse(""));
    TestServer.assertMarked(answer);
  }

  @Test
  void aPartIsSentOnlyOfTheVersionThatItBelongsTo() {
    String etag = server.http().get("/ten.txt").header("ETag").orElseThrow();
    String range = "Range: bytes=0-1";
    assertEquals(206, server.http().get("/ten.txt", range, "If-Range: " + etag).status());
    assertEquals(200, server.http().get("/ten.txt", range, "If-Range: \"other\"").status());
    assertEquals(200, server.http().get("/ten.txt", range, "If-Range: W/" + etag).status());
    assertEquals(304, server.http().get("/ten.txt", range, "If-None-Match: " + etag).status());
  }

  @Test
  void anUntouchedFileIsNotSentAgain() throws IOException {
    Path file = write(site.resolve("touched.txt"), "one");
    RawHttp.Answer first = server.http().get("/touched.txt");
    String etag = first.header("ETag").orElseThrow();
    assertEquals("no-cache", first.header("Cache-Control").orElse(""));
    for (String known : List.of(etag, "W/" + etag, "\"x\", " + etag + ", \"y\"", "*")) {
      RawHttp.Answer again = server.http().get("/touched.txt", "If-None-Match: " + known);
      assertEquals(304, again.status(), known);
      assertEquals(Optional.of(etag), again.header("ETag"));
      assertEquals(Optional.empty(), again.header("Content-Type"));
      TestServer.assertMarked(again);
    }
    assertEquals(304, server.http().head("/touched.txt", "If-None-Match: " + etag).status());
    String modified = "If-Modified-Since: " + first.header("Last-Modified").orElseThrow();
    assertEquals(304, server.http().get("/touched.txt", modified).status());
    assertEquals(
        200, server.http().get("/touched.txt", modified, "If-None-Match: \"other\"").status());
    String earlier = "If-Modified-Since: Thu, 01 Jan 1970 00:00:01 GMT";
    assertEquals(200, server.http().get("/touched.txt", earlier).status());

    // As long, and with the time it had: only the inode and its change time tell.
    var time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    RawHttp.Answer changed = server.http().get("/touched.txt", "If-None-Match: " + etag);
    assertEquals(200, changed.status());
    assertNotEquals(Optional.of(etag), changed.header("ETag"));
  }

  @ParameterizedTest
  @CsvSource({"/absent", "/absent/", "/bare/", "/sub/absent.txt", "/index.html/", "/index.html/x"})
  void whatIsNotThereIsNotFound(String target) {
    RawHttp.Answer answer = server.http().get(target, "Sec-Fetch-Dest: script");
    assertEquals(404, answer.status());
    assertEquals("text/plain;charset=utf-8", answer.header("Content-Type").orElse(""));
    assertEquals("no-cache", answer.header("Cache-Control").orElse(""));
    assertFalse(answer.text().contains(site.toString()));
  }

  @Test
  void aLargeFileIsStreamedInConstantMemory() throws IOException {
    Path large = site.resolve("large.bin");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(GB);
    }
    copy("/ten.txt");
    resetPeaks();
    long before = peak();
    assertEquals(GB, copy("/large.bin"));
    long grown = peak() - before;
    assertTrue(grown < 32L * MB, () -> "It took " + grown / MB + " MB.");
  }

  // Reads the body piece by piece, so that the test does not hold it either.
  private static long copy(String target) throws IOException {
    try (Socket socket = server.http().connect()) {
      socket.getOutputStream().write(server.http().request("GET", target).getBytes(ISO_8859_1));
      RawHttp.header(socket.getInputStream());
      byte[] buffer = new byte[64 * 1024];
      long count = 0;
      for (int read = socket.getInputStream().read(buffer);
          read >= 0;
          read = socket.getInputStream().read(buffer)) {
        count += read;
      }
      return count;
    }
  }

  private static void resetPeaks() {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  // Of the heap, and what Jetty keeps outside of it.
  private static long peak() {
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return heap + direct;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1", "bytes=99-", "bytes=-2", "nonsense"})
  void aRangeIsAskedOfGetAlone(String range) {
    RawHttp.Answer head = server.http().head("/ten.txt", "Range: " + range);
    assertEquals(200, head.status());
    assertEquals(server.http().get("/ten.txt").stableHeader(), head.stableHeader());
  }

  @Test
  void headersOfTheUserAreOnEveryAnswerOfTheSite() throws IOException {
    List<String> headers =
        List.of("X-Two=a = b", "x-two=", "Content-Security-Policy=script-src 'none'");
    try (TestServer other = TestServer.of(site, options -> options.headers(headers))) {
      for (String target : List.of("/", "/ten.txt", "/absent", "/sub")) {
        List<String> lines = other.http().get(target).lines();
        assertTrue(lines.contains("X-Two: a = b"), lines::toString);
        assertTrue(lines.contains("Content-Security-Policy: script-src 'none'"), lines::toString);
      }
      List<String> own = other.http().get("/__livereload/client.js").lines();
      assertTrue(own.stream().noneMatch(line -> line.startsWith("X-Two")), own::toString);
      assertTrue(other.notice().what().contains("script-src"), "It says nothing of the policy.");
    }
  }
}
