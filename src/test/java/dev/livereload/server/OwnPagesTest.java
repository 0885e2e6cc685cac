package dev.livereload.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.ContentStamp;
import dev.livereload.event.EventId;
import dev.livereload.event.Source;
import dev.livereload.event.Status;
import dev.livereload.event.UrlPath;
import dev.livereload.server.SiteFiles.SiteFile;
import dev.livereload.server.SiteFiles.SiteFolder;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OwnPagesTest {

  private final OwnPages pages = new OwnPages();

  @ParameterizedTest
  @CsvSource({
    "<b>, &#60;b&#62;", "a&b, a&#38;b", "'\"', &#34;", "{{message}}, &#123;&#123;message}}",
    "a\u0000b, a\ufffdb", "a\u001b[31m, a\ufffd[31m", "'a\nb', a\ufffdb",
        "\ud83d\udc93, \ud83d\udc93"
  })
  void whatTheyNameIsText(String name, String shown) {
    String page = new String(pages.message(name, "why"), UTF_8);
    assertTrue(page.contains("<h1>" + shown + "</h1>\n<p>why</p>"), page);
    assertTrue(page.contains("<title>" + shown + "</title>"), page);
  }

  @Test
  void aSizeIsTheSameInAnyCountry() {
    Locale own = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Path root = Path.of("/");
      UrlPath url = UrlPath.ROOT.child("a");
      ContentStamp state =
          new ContentStamp(1234567, FileTime.fromMillis(0), FileTime.fromMillis(0), 0);
      SiteFile file = new SiteFile(url, root, root.resolve("a"), state);
      byte[] page = pages.listing(new SiteFolder(UrlPath.ROOT, root, root), List.of(file));
      assertTrue(new String(page, UTF_8).contains("1,234,567 bytes"));
    } finally {
      Locale.setDefault(own);
    }
  }

  @Test
  void theStatusIsShownAsItIs() {
    List<Source> sources = List.of(new Source("<a", Source.State.FAILED, List.of()));
    Status status = new Status(new EventId("k3x9", 7), sources, 2, List.of(), 30, 400);
    String page = new String(pages.status(status), UTF_8);
    for (String row :
        List.of(
            "Run</dt><dd>k3x9<",
            "Events in this run</dt><dd>7<",
            "Build &#60;a</dt><dd>failed<",
            "Tabs that listen</dt><dd>2<",
            "Folders watched</dt><dd>30<",
            "Files watched</dt><dd>400<")) {
      assertTrue(page.contains("<dt>" + row), row);
    }
    assertEquals(-1, page.indexOf("{{"), page);
  }

  @Test
  void theRootHasNoParent() {
    Path root = Path.of("/");
    String page =
        new String(pages.listing(new SiteFolder(UrlPath.ROOT, root, root), List.of()), UTF_8);
    assertEquals(-1, page.indexOf("../"));
    SiteFolder below = new SiteFolder(UrlPath.ROOT.child("a"), root, root.resolve("a"));
    assertTrue(new String(pages.listing(below, List.of()), UTF_8).contains("<a href=\"../\">"));
  }
}
