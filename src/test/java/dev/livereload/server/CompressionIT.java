package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression on the fly. */
final class CompressionIT {

  private static final String ACCEPT = "Accept-Encoding: gzip, deflate, br";
  private static final String TEXT = "body { color: red } /* \u00fc */\n".repeat(2_000);

  @TempDir static Path site;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    write(site.resolve("index.html"), "<!doctype html><title>t</title><pre>" + TEXT);
    for (String name : new String[] {"a.css", "a.js", "a.svg", "a.json", "a.png", "a.bin"}) {
      write(site.resolve(name), TEXT);
    }
    write(site.resolve("small.css"), "a{}");
    write(site.resolve("long.txt"), TEXT.repeat(8));
    write(site.resolve("large.txt"), "x".repeat(Gzip.MOST + 1));
    server = TestServer.of(site);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String unzipped(RawHttp.Answer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(ISO_8859_1);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void aLongTextIsNotWaitedForWhereOthersAreBeingCompressed() throws IOException {
    RawHttp.Answer plain = server.http().get("/long.txt");
    int taken = 0;
    while (Gzip.begin(Gzip.LONG)) {
      taken++;
    }
    try {
      RawHttp.Answer asItIs = server.http().get("/long.txt", ACCEPT);
      assertEquals(Optional.empty(), asItIs.header("Content-Encoding"));
      assertEquals(plain.header("ETag"), asItIs.header("ETag"));
      assertEquals(plain.body(), asItIs.body());
      assertEquals("Accept-Encoding", asItIs.header("Vary").orElse(""));
      assertEquals(
          "gzip", server.http().get("/a.css", ACCEPT).header("Content-Encoding").orElse(""));
    } finally {
      for (; taken > 0; taken--) {
        Gzip.end(Gzip.LONG);
      }
    }
    assertEquals(plain.text(), unzipped(server.http().get("/long.txt", ACCEPT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a.css", "/a.js", "/a.svg", "/a.json"})
  void textIsCompressedForWhoReadsIt(String target) throws IOException {
    RawHttp.Answer plain = server.http().get(target);
    RawHttp.Answer zipped = server.http().get(target, ACCEPT);
    assertEquals(200, zipped.status());
    assertEquals("gzip", zipped.header("Content-Encoding").orElse(""));
    assertEquals(plain.text(), unzipped(zipped));
    assertTrue(zipped.body().length() < plain.body().length() / 10);
    assertEquals("Accept-Encoding", zipped.header("Vary").orElse(""));
    assertEquals(zipped.header("Vary"), plain.header("Vary"));
    assertEquals(zipped.header("Content-Type"), plain.header("Content-Type"));
    assertEquals(Optional.empty(), plain.header("Content-Encoding"));
    assertEquals(zipped.stableHeader(), server.http().head(target, ACCEPT).stableHeader());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a.css"})
  void eachFormHasItsOwnValidator(String target) {
    String plain = server.http().get(target).header("ETag").orElseThrow();
    String zipped = server.http().get(target, ACCEPT).header("ETag").orElseThrow();
    assertNotEquals(plain, zipped);
    assertEquals(304, server.http().get(target, "If-None-Match: " + plain).status());
    assertEquals(304, server.http().get(target, ACCEPT, "If-None-Match: " + zipped).status());
    assertEquals(200, server.http().get(target, ACCEPT, "If-None-Match: " + plain).status());
    assertEquals(200, server.http().get(target, "If-None-Match: " + zipped).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a.png", "/a.bin", "/small.css", "/large.txt", "/__livereload/status", "/absent"})
  void whatIsNotWorthItIsNot(String target) {
    RawHttp.Answer answer = server.http().get(target, ACCEPT);
    assertEquals(Optional.empty(), answer.header("Content-Encoding"));
    assertEquals(Optional.empty(), answer.header("Vary"));
  }

  @Test
  void aRangeIsOfTheFileAsItIs() {
    String plain = server.http().get("/a.css").header("ETag").orElseThrow();
    for (String condition : new String[] {"X: y", "If-Range: " + plain}) {
      RawHttp.Answer part = server.http().get("/a.css", ACCEPT, "Range: bytes=0-3", condition);
      assertEquals(206, part.status());
      assertEquals("body", part.text());
      assertEquals(Optional.empty(), part.header("Content-Encoding"));
    }
    String zipped = server.http().get("/a.css", ACCEPT).header("ETag").orElseThrow();
    RawHttp.Answer whole =
        server.http().get("/a.css", ACCEPT, "Range: bytes=0-3", "If-Range: " + zipped);
    assertEquals(200, whole.status());
    assertEquals(TEXT, whole.text());
  }

  @Test
  void aStreamNeverIs() throws IOException {
    try (SseReader events = new SseReader(server.http(), "/__livereload/events", ACCEPT)) {
      assertEquals(Optional.of("retry: 1000"), events.next());
      assertTrue(events.header().stream().noneMatch(line -> line.startsWith("Content-Encoding")));
    }
  }
}
