package dev.livereload.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaggedPageTest {

  private static final String PAGE = "<!doctype html><head><title>x</title>home";

  private final List<String> kept = new ArrayList<>();

  private TaggedPage page(long length) {
    return new TaggedPage(
        ScriptTag.servedAt(new EventId("run1", 7)),
        "TOKEN",
        Markup.HTML,
        ContentPolicy.of(URI.create("http://localhost"), List.of()),
        length,
        document -> kept.add(new String(document, UTF_8)));
  }

  @Test
  void aPieceThatHasThePlaceGoesOutAtOnce() {
    TaggedPage page = page(-1);

    assertEquals("", text(page.write("<!doctype html>\n<he".getBytes(UTF_8))));
    String ready = text(page.write("ad><title>".getBytes(UTF_8)));

    assertTrue(ready.matches("(?s)<!doctype html>\n<head><script .*</script><title>"), ready);
    assertEquals("more", text(page.write("more".getBytes(UTF_8))));
    assertEquals("", text(page.finish()));
  }

  @Test
  void theDocumentIsKeptBeforeItsLastByteGoesOut() {
    TaggedPage page = page(PAGE.length());

    String ready = text(page.write(PAGE.getBytes(UTF_8)));

    assertEquals(List.of(PAGE), kept);
    assertTrue(ready.contains("data-base=\"TOKEN\""), ready);
    assertEquals(ready.length(), page.length());
  }

  @Test
  void oneOfUnknownLengthIsKeptAtItsEnd() {
    TaggedPage page = page(-1);
    page.write(PAGE.getBytes(UTF_8));
    assertEquals(List.of(), kept);

    page.finish();

    assertEquals(List.of(PAGE), kept);
    assertEquals(-1, page.length());
  }

  @Test
  void oneThatIsTooLargeIsNeitherKeptNorNamed() {
    byte[] large = (PAGE + "x".repeat(1024 * 1024)).getBytes(UTF_8);
    TaggedPage page = page(large.length);

    String ready = text(page.write(large)) + text(page.finish());

    assertEquals(List.of(), kept);
    assertTrue(!ready.contains("data-base") && ready.contains("data-id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "200 | text/html;charset=utf-8 | - | HTML",
        "404 | application/xhtml+xml | - | XHTML",
        "200 | text/html | inline | HTML",
        "200 | text/html | attachment; filename=a.html | -",
        "200 | text/html; charset=\"UTF-16LE\" | - | -",
        "206 | text/html | - | -",
        "304 | text/html | - | -",
        "200 | image/svg+xml | - | -",
        "200 | - | - | -",
      })
  void onlyAWholePageIsOne(int status, String type, String disposition, Markup markup) {
    Map<String, Optional<String>> header =
        Map.of(
            "Content-Type",
            Optional.ofNullable(type),
            "Content-Disposition",
            Optional.ofNullable(disposition));

    assertEquals(
        Optional.ofNullable(markup),
        TaggedPage.markup(
            status, name -> header.getOrDefault(name, Optional.empty()).orElse(null)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
