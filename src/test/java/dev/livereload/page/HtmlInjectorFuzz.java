package dev.livereload.page;

import dev.livereload.event.EventId;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever the document: all its bytes stay, one tag comes in at most, and pieces do not matter.
 */
public final class HtmlInjectorFuzz {

  private static final ScriptTag TAG = ScriptTag.servedAt(new EventId("run", 1));
  private static final URI ORIGIN = URI.create("http://localhost:8080");

  private HtmlInjectorFuzz() {}

  /** Called by the fuzzer, again and again. */
  public static void fuzzerTestOneInput(byte[] document) {
    for (Markup markup : Markup.values()) {
      HtmlInjector injector = injector(markup);
      byte[] whole = injector.inject(document);
      int added = injector.added().orElseThrow();
      if (whole.length != document.length + added) {
        throw new AssertionError("It grew by " + (whole.length - document.length));
      }
      if (added > 0) {
        checkRest(document, whole, added);
      }
      byte[] pieces = inPieces(document, injector(markup));
      if (document.length < HtmlInjector.LOOK_AHEAD && !Arrays.equals(whole, pieces)) {
        throw new AssertionError("In pieces it is another: " + text(pieces));
      }
      if (!Arrays.equals(whole, injector(markup).inject(whole))) {
        throw new AssertionError("Twice: " + text(whole));
      }
    }
  }

  private static HtmlInjector injector(Markup markup) {
    return new HtmlInjector(TAG, markup, ContentPolicy.of(ORIGIN, List.of()));
  }

  private static void checkRest(byte[] document, byte[] whole, int added) {
    int place = Arrays.mismatch(document, whole);
    int from = place < 0 ? document.length : place;
    // The tag may begin like what comes after it.
    for (int at = from; at >= 0; at--) {
      if (Arrays.equals(document, at, document.length, whole, at + added, whole.length)) {
        return;
      }
    }
    throw new AssertionError("Other bytes: " + text(whole));
  }

  private static byte[] inPieces(byte[] document, HtmlInjector injector) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < document.length; i++) {
      out.writeBytes(injector.feed(document, i, 1));
    }
    out.writeBytes(injector.finish());
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
