package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents: the tag in them, the options that decide what answers, and our own pages. */
final class PagesIT {

  private static final String HTML = "Accept: text/html,*/*;q=0.8";
  private static final String TAG = "<script async src=\"/__livereload/client.js\"";
  private static final String PAGE = "<!doctype html>\n<head><title>\u00fc</title></head>\nhome";

  @TempDir Path folder;

  private Path site() throws IOException {
    Path site = folder.resolve("site");
    write(site.resolve("index.html"), PAGE);
    return site;
  }

  @Test
  void aDocumentGetsTheTagAndNothingElse() throws IOException {
    try (TestServer server = TestServer.of(site())) {
      RawHttp.Answer answer = server.http().get("/", HTML);
      String run = answer.text().replaceAll("(?s).*data-id=\"(\\w+)-0\".*", "$1");
      String attributes = " data-id=\"%s-0\" data-page=\"/index.html\" data-base=\"%s\"></script>";
      String tag = TAG + attributes.formatted(run, ServedDocuments.token(PAGE.getBytes(UTF_8)));
      assertEquals(PAGE.replace("<head>", "<head>" + tag), answer.text());
      assertEquals(
          Optional.of(String.valueOf(answer.body().length())), answer.header("Content-Length"));
      assertEquals("text/html;charset=utf-8", answer.header("Content-Type").orElse(""));
      assertEquals("no-cache", answer.header("Cache-Control").orElse(""));
      assertEquals(answer.stableHeader(), server.http().head("/", HTML).stableHeader());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Dest: empty", "Sec-Fetch-Dest: script", "HX-Request: true",
        "X-Requested-With: XMLHttpRequest", "Turbo-Frame: a", "Datastar-Request: true"
      })
  void aFragmentIsLeftAlone(String header) throws IOException {
    try (TestServer server = TestServer.of(site())) {
      assertEquals(PAGE, server.http().get("/", header).text());
    }
  }

  @Test
  void aDocumentHasItsOwnValidatorAndNoParts() throws IOException {
    Path site = site();
    try (TestServer server = TestServer.of(site);
        SseReader events = server.events()) {
      String etag = server.http().get("/").header("ETag").orElseThrow();
      assertEquals(304, server.http().get("/", "If-None-Match: " + etag).status());
      RawHttp.Answer plain =
          server.http().get("/", "Sec-Fetch-Dest: empty", "If-None-Match: " + etag);
      assertEquals(200, plain.status());
      RawHttp.Answer part = server.http().get("/", "Range: bytes=0-3");
      assertEquals(200, part.status());
      assertEquals(Optional.empty(), part.header("Accept-Ranges"));

      // Another file changes: the page's tag does, so its validator must.
      write(site.resolve("a.css"), "a{}");
      events.event();
      RawHttp.Answer later = server.http().get("/", "If-None-Match: " + etag);
      assertEquals(200, later.status());
      assertNotEquals(Optional.of(etag), later.header("ETag"));
      assertTrue(later.text().contains("-1\" data-page"), later::text);
    }
  }

  @Test
  void aDocumentOfFiftyMegabytesIsStreamed() throws IOException {
    Path site = site();
    String head = "<!doctype html><title>\u00fc</title>";
    Files.writeString(site.resolve("large.html"), head + "x".repeat(50 * 1024 * 1024));
    try (TestServer server = TestServer.of(site)) {
      RawHttp.Answer answer = server.http().get("/large.html");
      assertEquals(200, answer.status());
      assertEquals(
          Optional.of(String.valueOf(answer.body().length())), answer.header("Content-Length"));
      assertEquals("text/html;charset=utf-8", answer.header("Content-Type").orElse(""));
      int start = "<!doctype html>".length();
      assertTrue(answer.body().startsWith(TAG, start));
      int end = answer.body().indexOf("</script>") + "</script>".length();
      int size = head.getBytes(UTF_8).length + 50 * 1024 * 1024;
      assertEquals(size, start + answer.body().length() - end);
      assertEquals(answer.stableHeader(), server.http().head("/large.html").stableHeader());
    }
  }

  @Test
  void withNoInjectHtmlIsAFileLikeAnyOther() throws IOException {
    Path site = site();
    write(site.resolve("404.html"), "own 404");
    try (TestServer server = TestServer.of(site, options -> options.inject(false))) {
      assertEquals(PAGE, server.http().get("/", HTML).text());
      assertEquals(206, server.http().get("/", HTML, "Range: bytes=0-3").status());
      // A page that stands for an absent one is whole, and always a 404.
      for (String header : List.of("Range: bytes=0-3", "If-None-Match: *", "X: x")) {
        RawHttp.Answer absent = server.http().get("/absent", HTML, header);
        assertEquals(404, absent.status());
        assertEquals("own 404", absent.text());
      }
    }
  }

  @Test
  void withReloadOnlyPagesAreToldSo() throws IOException {
    try (TestServer server = TestServer.of(site(), options -> options.reloadOnly(true))) {
      assertTrue(server.http().get("/").text().contains("data-reload=\"always\""));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "app.html, app.html",
    "/app.html, app.html",
    "my app.html, my app.html",
    "in/100%.html, in/100%.html"
  })
  void withSpaNavigationsThatFindNothingGetIt(String option, String file) throws IOException {
    Path site = site();
    write(site.resolve(file), "<title>app</title>");
    write(site.resolve("404.html"), "own 404");
    try (TestServer server = TestServer.of(site, options -> options.spa(option))) {
      RawHttp.Answer page = server.http().get("/some/route", HTML);
      assertEquals(200, page.status());
      assertTrue(page.text().endsWith("<title>app</title>"), page::text);
      assertTrue(page.text().contains(TAG));
      assertEquals(404, server.http().get("/some/route", "Accept: */*").status());
      assertEquals(
          404, server.http().get("/a.js", "Accept: */*", "Sec-Fetch-Dest: script").status());
      assertEquals(404, server.http().get("/a", HTML, "X-Requested-With: x").status());
      // As our client asks whether its page answers.
      assertEquals(200, server.http().get("/a", HTML, "Sec-Fetch-Dest: empty").status());
      assertEquals(404, server.http().get("/__livereload/x", HTML).status());
      assertTrue(server.http().get("/", HTML).text().endsWith("home"));
    }
  }

  @Test
  void aSpaFileThatIsNotThereLeaves404() throws IOException {
    try (TestServer server = TestServer.of(site(), options -> options.spa("absent.html"))) {
      assertEquals(404, server.http().get("/x", HTML).status());
    }
  }

  @Test
  void theSitesOwn404IsUsedForPeople() throws IOException {
    Path site = site();
    write(site.resolve("404.html"), "<title>own 404</title>");
    try (TestServer server = TestServer.of(site)) {
      RawHttp.Answer answer = server.http().get("/absent", HTML);
      assertEquals(404, answer.status());
      assertTrue(answer.text().contains("own 404") && answer.text().contains(TAG), answer::text);
      // A program that says nothing of itself gets what a person would.
      assertTrue(server.http().get("/absent").text().contains(TAG));
      assertTrue(server.http().get("/absent", "Accept: */*").text().contains(TAG));
      RawHttp.Answer script = server.http().get("/absent", "Sec-Fetch-Dest: script");
      assertEquals("There is no such file.\n", script.text());
    }
  }

  @Test
  void ourOwnPagesBringNoTagToAScriptThatAsks() throws IOException {
    Path site = site();
    Files.createDirectory(site.resolve("folder"));
    try (TestServer server = TestServer.of(site, options -> options.listing(true))) {
      for (String target : List.of("/absent", "/folder/")) {
        RawHttp.Answer page = server.http().get(target, HTML);
        RawHttp.Answer fragment = server.http().get(target, HTML, "Sec-Fetch-Dest: empty");
        assertTrue(page.text().contains(TAG), page::text);
        assertFalse(fragment.text().contains(TAG), fragment::text);
      }
    }
  }

  @Test
  void aHostThatIsNoneForUrisGetsItsPage() throws IOException {
    Path site = site();
    write(
        site.resolve("csp.html"),
        "<meta http-equiv=Content-Security-Policy content=\"script-src app_1.localhost\">");
    try (TestServer server = TestServer.of(site)) {
      String request =
          "GET /csp.html HTTP/1.1\r\nHost: app_1.localhost\r\nConnection: close\r\n\r\n";
      assertEquals(200, server.http().send(request).status());
    }
  }

  @Test
  void ourOwn404ShowsTheNameAsTextAndHealsByItself() throws IOException {
    try (TestServer server = TestServer.of(site())) {
      String hostile = "/%3Cimg%20src=x%20onerror=alert(1)%3E%22'&%7B%7Bmessage%7D%7D%1B%5B31m";
      RawHttp.Answer answer = server.http().get(hostile, HTML);
      assertEquals(404, answer.status());
      assertTrue(answer.text().contains(TAG));
      // So that it gives way to a 404.html that comes later.
      assertTrue(answer.text().contains(" data-page=\"/404.html\""), answer::text);
      assertFalse(answer.text().contains("<img"), answer::text);
      assertFalse(answer.text().contains("\u001b"));
      assertTrue(answer.text().contains("&#60;img"), answer::text);
      assertFalse(answer.text().contains(folder.toString()));
    }
  }

  @Test
  void aMountHidesWhatLiesBelowTheSamePath() throws IOException {
    Path site = site();
    write(site.resolve("lib/a.txt"), "hidden");
    write(site.resolve("library/a.txt"), "beside");
    write(folder.resolve("shared/a.txt"), "mounted");
    write(folder.resolve("shared/deep/b.txt"), "b");
    write(folder.resolve("shared/key.pem"), TestServer.SECRET);
    write(folder.resolve("spaced/c.txt"), "c");
    LiveReloadOptions watched =
        new LiveReloadOptions(
            List.of(
                new Mount(UrlPath.ROOT, site),
                new Mount(new UrlPath("/lib"), folder.resolve("shared")),
                new Mount(UrlPath.ROOT.child("my dir").child("100%"), folder.resolve("spaced"))),
            List.of(),
            List.of(),
            Optional.empty());
    try (TestServer server = TestServer.of(watched, options -> options.listing(true));
        SseReader events = server.events()) {
      assertEquals("mounted", server.http().get("/lib/a.txt").text());
      assertEquals("b", server.http().get("/lib/deep/b.txt").text());
      assertEquals("beside", server.http().get("/library/a.txt").text());
      assertEquals("c", server.http().get("/my%20dir/100%25/c.txt").text());
      assertEquals("/lib/", server.http().get("/lib").header("Location").orElse(""));
      server.assertDenied(server.http().get("/lib/key.pem"));
      server.assertDenied(server.http().get("/lib/../s"));
      server.assertDenied(server.http().get("/lib/..%2fs"));
      assertTrue(server.http().get("/lib/", HTML).text().contains("deep/"));

      write(folder.resolve("shared/a.css"), "a{}");
      assertTrue(events.event().contains("{\"added\":[\"/lib/a.css\"]"));
      write(site.resolve("lib/hidden.css"), "a{}");
      write(folder.resolve("spaced/d.css"), "a{}");
      String event = events.event();
      assertTrue(event.contains("{\"added\":[\"/my%20dir/100%25/d.css\"]"), event);
    }
  }

  @Test
  void aListingShowsHostileNamesAsText() throws IOException {
    Path site = site();
    Path list = Files.createDirectories(site.resolve("list"));
    for (String name :
        List.of(
            "<img src=x onerror=alert(1)>.html",
            "new\nline.txt",
            "\"quote'.txt",
            "{{entries}}",
            "\u001b[31mred.txt",
            "B.txt",
            "a.txt")) {
      Files.writeString(list.resolve(name), "x");
    }
    Files.createDirectories(list.resolve("zoo"));
    write(site.resolve("{{entries}}<b>/a.txt"), "a");
    try (TestServer server = TestServer.of(site, options -> options.listing(true))) {
      RawHttp.Answer answer = server.http().get("/list/", HTML);
      String text = answer.text();
      assertEquals(200, answer.status());
      assertEquals("no-store", answer.header("Cache-Control").orElse(""));
      assertTrue(
          text.contains("<a href=\"/list/%3Cimg%20src=x%20onerror=alert(1)%3E.html\">&#60;img"),
          text);
      assertTrue(text.contains("<a href=\"/list/new%0Aline.txt\">new\ufffdline.txt<"), text);
      assertTrue(text.contains("<a href=\"/list/%22quote&#39;.txt\">&#34;quote&#39;.txt<"), text);
      assertFalse(text.contains("<img") || text.contains("\u001b"), text);
      assertTrue(text.indexOf("zoo/") < text.indexOf("a.txt<"), "Folders come first.");
      assertTrue(text.indexOf("a.txt<") < text.indexOf("B.txt<"), "Case decides the order.");
      String folder = server.http().get("/%7B%7Bentries%7D%7D%3Cb%3E/", HTML).text();
      assertEquals(2, folder.split("<li>", -1).length - 1, folder);
      assertFalse(folder.contains("<b>"), folder);
      assertEquals(200, server.http().get("/list/new%0Aline.txt").status());
      assertEquals(404, server.http().get("/absent/", HTML).status());
    }
  }

  @Test
  void withoutListingAFolderIsAbsent() throws IOException {
    Path site = site();
    write(site.resolve("bare/a.txt"), "a");
    try (TestServer server = TestServer.of(site)) {
      assertEquals(404, server.http().get("/bare/", HTML).status());
    }
  }

  @Test
  void aPolicyThatForbidsTheClientIsToldOnce() throws IOException {
    Path site = site();
    String csp = "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\">";
    write(site.resolve("strict.html"), "<head>" + csp + "</head>");
    write(site.resolve("other.html"), "<head>" + csp + "</head>");
    try (TestServer server = TestServer.of(site)) {
      server.http().get("/strict.html");
      Notice first = server.notice();
      assertTrue(first.what().startsWith("/strict.html "), first::toString);
      assertTrue(first.what().contains("connect-src"), first::toString);
      server.http().get("/strict.html");
      server.http().get("/other.html");
      assertTrue(server.notice().what().startsWith("/other.html "));
    }
  }
}
