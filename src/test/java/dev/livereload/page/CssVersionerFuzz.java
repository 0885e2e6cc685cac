package dev.livereload.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whatever the style sheet: versions come and go, and name what was named before. */
public final class CssVersionerFuzz {

  private CssVersionerFuzz() {}

  /** Called by the fuzzer, again and again. */
  public static void fuzzerTestOneInput(byte[] sheet) {
    if (CssVersioner.version(sheet, reference -> Optional.empty()) != sheet) {
      throw new AssertionError("It is changed for nothing.");
    }
    List<CssVersioner.Reference> before = CssVersioner.references(sheet);
    byte[] once = CssVersioner.version(sheet, reference -> Optional.of("run-1"));
    if (CssVersioner.references(once).size() != before.size()) {
      throw new AssertionError(text(once) + " has other references than " + text(sheet));
    }
    byte[] again = CssVersioner.version(once, reference -> Optional.of("run-1"));
    if (!Arrays.equals(once, again)) {
      throw new AssertionError(text(once) + " becomes " + text(again));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
