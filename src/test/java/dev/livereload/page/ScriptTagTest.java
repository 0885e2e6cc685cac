package dev.livereload.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.EventId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTagTest {

  private static final ScriptTag TAG = ScriptTag.servedAt(new EventId("run1", 7));

  @Test
  void optionsComeInTheirOrderAndTheNonceLast() {
    ScriptTag tag = TAG.withNonce("abc=").with("page", "/index.html").with("reload", "always");

    assertEquals(
        "<script async src=\"/__livereload/client.js\" data-id=\"run1-7\""
            + " data-page=\"/index.html\" data-reload=\"always\" nonce=\"abc=\"></script>",
        html(tag));
  }

  @Test
  void aSiteBelowAPathHasTheClientThere() {
    assertEquals(
        "<script async src=\"/shop/__livereload/client.js\" data-id=\"run1-7\" data-x=\"y\"></script>",
        html(TAG.under("/shop").with("x", "y")));
  }

  @Test
  void xhtmlNamesItsNamespaceAndEndsWithATag() {
    assertEquals(
        "<script xmlns=\"http://www.w3.org/1999/xhtml\" async=\"async\""
            + " src=\"/__livereload/client.js\" data-id=\"run1-7\"></script>",
        new String(TAG.bytes(Markup.XHTML), US_ASCII));
  }

  @Test
  void valuesCannotLeaveTheirAttribute() {
    assertEquals("&#34;&#62;&#60;/script&#62;&#39;&#38;amp;", escaped("\"></script>'&amp;"));
  }

  @Test
  void valuesBeyondAsciiAreReferences() {
    assertEquals("&#233;&#26085;&#128147;&#8232;", escaped("é日💓\u2028"));
  }

  @Test
  void whatNoReferenceCanSayIsReplaced() {
    assertEquals("&#65533;&#65533;&#65533;&#65533;", escaped("\0\n\ud800\uffff"));
  }

  @Test
  void anOptionGivenAgainTakesTheNewValue() {
    assertEquals(TAG.with("page", "/b"), TAG.with("page", "/a").with("page", "/b"));
  }

  private static String escaped(String value) {
    String tag = html(new ScriptTag("", Map.of("x", value), null));
    return tag.substring(tag.indexOf("data-x=\"") + 8, tag.lastIndexOf("\"></script>"));
  }

  private static String html(ScriptTag tag) {
    return new String(tag.bytes(Markup.HTML), US_ASCII);
  }
}
