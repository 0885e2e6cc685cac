package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page asks for to be patched: the document that it was made of, and the newest one. */
final class DocumentIT {

  private static final String DOCUMENT = "/__livereload/document?of=";
  private static final String HTML = "Accept: text/html,*/*;q=0.8";
  private static final String[] BY_CLIENT = {
    HTML, "X-LiveReload: document", "Sec-Fetch-Dest: empty", "Sec-Fetch-Site: same-origin"
  };

  private static final Pattern BASE = Pattern.compile("data-base=\"([A-Za-z0-9_-]+)\"");

  @TempDir static Path site;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    write(site.resolve("index.html"), "<!doctype html><title>t</title>" + TestServer.SECRET);
    write(site.resolve("spaced name.html"), "<p>spaced");
    write(site.resolve("empty.html"), "");
    write(
        site.resolve("strict.xhtml"),
        "<html xmlns='http://www.w3.org/1999/xhtml'><head></head></html>");
    Files.write(site.resolve("latin.html"), "<meta charset=latin1>\u00fc".getBytes(ISO_8859_1));
    write(site.resolve("large.html"), "<title>t</title>" + "x".repeat(1024 * 1024));
    write(site.resolve("folder/a.txt"), "a");
    write(site.resolve("404.html"), "<title>own 404</title>");
    write(site.resolve("style.css"), "a{}");
    server = TestServer.of(site, options -> options.listing(true));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String base(RawHttp.Answer page) {
    Matcher base = BASE.matcher(page.text());
    assertTrue(base.find(), page::text);
    return base.group(1);
  }

  private static String withoutTag(String page) {
    return page.replaceFirst("<script [^>]*src=\"/__livereload/client.js\"[^>]*></script>", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html?x",
        "/spaced%20name.html",
        "/empty.html",
        "/strict.xhtml",
        "/latin.html",
        "/absent",
        "/folder/"
      })
  void theDocumentIsWhatThePageWasBeforeItGotItsTag(String target) {
    RawHttp.Answer page = server.http().get(target, HTML);

    RawHttp.Answer document = server.http().get(DOCUMENT + base(page));

    assertEquals(200, document.status());
    assertEquals(withoutTag(page.body()), document.body());
    assertEquals("application/octet-stream", document.header("Content-Type").orElse(""));
    assertEquals("no-store", document.header("Cache-Control").orElse(""));
    TestServer.assertMarked(document);
    RawHttp.Answer head = server.http().head(DOCUMENT + base(page));
    assertEquals(document.stableHeader(), head.stableHeader());
  }

  @Test
  void aFallbackPageAndOurOwn404HaveTheirs() throws IOException {
    Path other = Files.createDirectories(site.resolve("other"));
    write(other.resolve("app.html"), "<title>app</title>");
    try (TestServer spa = TestServer.of(other, options -> options.spa("app.html"));
        TestServer bare = TestServer.of(other)) {
      for (TestServer each : List.of(spa, bare)) {
        RawHttp.Answer page = each.http().get("/some/route", HTML);
        RawHttp.Answer document = each.http().get(DOCUMENT + base(page));
        assertEquals(withoutTag(page.body()), document.body());
      }
    }
  }

  @Test
  void aPageThatBringsTheTagItselfSaysItInAHeader() throws IOException {
    String own = "<script src=\"/__livereload/client.js\"></script>own";
    write(site.resolve("own.html"), own);
    RawHttp.Answer page = server.http().get("/own.html", HTML);
    assertEquals(own, page.text());
    String said =
        "livereload;desc=\"" + ServedDocuments.token(own.getBytes(ISO_8859_1)) + " /own.html\"";
    assertEquals(said, page.header("Server-Timing").orElse(""));
    String asked = server.http().get("/own.html", BY_CLIENT).text();
    assertTrue(said.contains(BASE.matcher(asked).results().findFirst().orElseThrow().group(1)));
    assertTrue(asked.endsWith(own), asked);
    assertFalse(server.http().get("/", HTML).header("Server-Timing").isPresent());
  }

  @Test
  void aPageThatIsStreamedHasNone() {
    RawHttp.Answer page = server.http().get("/large.html", HTML);
    assertTrue(page.text().contains("data-page=\"/large.html\""));
    assertFalse(BASE.matcher(page.text()).find());
  }

  @Test
  void theOldDocumentStaysWhenTheFileChanges() throws IOException {
    write(site.resolve("edited.html"), "<p>old");
    String old = base(server.http().get("/edited.html", HTML));
    write(site.resolve("edited.html"), "<p>newer");
    String newer = base(server.http().get("/edited.html", BY_CLIENT));
    assertEquals("<p>old", server.http().get(DOCUMENT + old).text());
    assertEquals("<p>newer", server.http().get(DOCUMENT + newer).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "%00", "..%2findex.html", "AAAAAAAAAAAAAAAAAAAAAA"})
  void whatTheServerDoesNotHaveIsAbsent(String token) {
    RawHttp.Answer answer = server.http().get(DOCUMENT + token, HTML);
    assertEquals(404, answer.status());
    assertEquals("text/plain;charset=utf-8", answer.header("Content-Type").orElse(""));
    server.assertDenied(answer);
    server.assertDenied(server.http().get("/__livereload/document", HTML));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.test",
        "Origin: null",
        "Origin: http://localhost:1",
        "Origin: file://",
        "Host: evil.test",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image",
      })
  void aForeignPageReadsNone(String header) {
    String token = base(server.http().get("/", HTML));
    RawHttp.Answer answer = server.http().get(DOCUMENT + token, header);
    assertEquals(403, answer.status());
    server.assertDenied(answer);
  }

  @Test
  void theKeyOpensNone() {
    String token = base(server.http().get("/", HTML));
    String keyed = server.server().foreignClient().getPath().replace("client.js", "document?of=");
    server.assertDenied(server.http().get(keyed + token));
    server.assertDenied(server.http().get(keyed + token, "Origin: null"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/absent", "/folder/"})
  void theClientGetsWhatANavigationGets(String target) {
    RawHttp.Answer page = server.http().get(target, HTML, "Sec-Fetch-Dest: document");
    RawHttp.Answer asked = server.http().get(target, BY_CLIENT);
    assertEquals(page.text(), asked.text());
    assertEquals(page.stableHeader(), asked.stableHeader());
    assertEquals(page.status(), asked.status());
    RawHttp.Answer head = server.http().ask("HEAD", target, BY_CLIENT);
    assertEquals(asked.stableHeader(), head.stableHeader());
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-site", "cross-site", "none"})
  void theHeaderMeansNothingFromElsewhere(String fetchSite) {
    RawHttp.Answer answer =
        server
            .http()
            .get(
                "/",
                HTML,
                "X-LiveReload: document",
                "Sec-Fetch-Dest: empty",
                "Sec-Fetch-Mode: cors",
                "Sec-Fetch-Site: " + fetchSite);
    assertFalse(answer.text().contains("<script"), answer::text);
  }

  @Test
  void theHeaderMakesNoDocumentOfWhatIsNone() {
    assertEquals("a{}", server.http().get("/style.css", BY_CLIENT).text());
  }
}
