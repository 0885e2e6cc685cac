package dev.livereload.page;

import static dev.livereload.page.GoldenFile.show;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.livereload.event.UrlPath;
import dev.livereload.page.CssVersioner.Kind;
import dev.livereload.page.CssVersioner.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CssVersionerTest {

  private static final UrlPath SHEET = new UrlPath("/css/a.css");

  static List<GoldenFile> corpus() {
    return GoldenFile.of("css");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void sheetMatchesItsGoldenFile(GoldenFile sheet) {
    byte[] out = versionOwn(sheet.in(), "7");

    assertEquals(show(sheet.out()), show(out));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void versionsAreReplacedNotAdded(GoldenFile sheet) {
    byte[] out = versionOwn(versionOwn(sheet.in(), "6"), "7");

    assertEquals(show(sheet.out()), show(out));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void versionsChangeNoReference(GoldenFile sheet) {
    List<Optional<UrlPath>> before = paths(sheet.in());

    assertEquals(before, paths(versionOwn(sheet.in(), "7")));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aMutatedSheetLosesNoByte(GoldenFile sheet) {
    Random random = new Random(sheet.toString().hashCode());
    for (int round = 0; round < 200; round++) {
      // Without versions of ours, which would be replaced.
      byte[] mutated = show(sheet.in()).replace("livereload", "other").getBytes(ISO_8859_1);
      if (mutated.length > 0) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        mutated[random.nextInt(mutated.length)] =
            (byte) "\\\"'()/*@;{}\n".charAt(random.nextInt(12));
      }

      byte[] out = versionOwn(mutated, "7");

      assertEquals(show(mutated), show(without("livereload=7", out, mutated)));
    }
  }

  /** Takes out each text, with the separator before it, where the original has none. */
  private static byte[] without(String text, byte[] versioned, byte[] original) {
    StringBuilder rest = new StringBuilder(show(versioned));
    for (int at = rest.indexOf(text); at >= 0; at = rest.indexOf(text)) {
      boolean ownSeparator = at > original.length || original[at - 1] != (byte) rest.charAt(at - 1);
      rest.delete(ownSeparator ? at - 1 : at, at + text.length());
    }
    return rest.toString().getBytes(ISO_8859_1);
  }

  @Test
  void referencesComeInOrderWithoutEscapes() {
    byte[] sheet =
        """
        @import "a\\26 b.css" print;
        a { background: url( /i/\\65e5.png?x#y ), image-set("b.png" 1x), url(data:,x) }
        @import url(ü.css);
        """
            .getBytes(UTF_8);

    assertEquals(
        List.of(
            new Reference(Kind.IMPORT, "a&b.css"),
            new Reference(Kind.URL, "/i/日.png?x#y"),
            new Reference(Kind.URL, "b.png"),
            new Reference(Kind.URL, "data:,x"),
            new Reference(Kind.IMPORT, "ü.css")),
        CssVersioner.references(sheet));
  }

  @Test
  void onlyWhatHasAVersionChanges() {
    byte[] sheet = "a{background:url(a.png),url(b.png),url(a.png)}".getBytes(UTF_8);

    byte[] out =
        CssVersioner.version(
            sheet, r -> r.url().equals("b.png") ? Optional.of("k3") : Optional.empty());

    assertEquals("a{background:url(a.png),url(b.png?livereload=k3),url(a.png)}", show(out));
  }

  @Test
  void aSheetThatStaysAsItIsIsNotCopied() {
    byte[] sheet = "a{background:url(a.png)}".getBytes(UTF_8);

    assertSame(sheet, CssVersioner.version(sheet, reference -> Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "1)", "\"", "a&b", "é"})
  void aVersionThatWouldNeedEscapesIsRefused(String version) {
    byte[] sheet = "a{background:url(a.png)}".getBytes(UTF_8);

    assertThrows(
        IllegalArgumentException.class,
        () -> CssVersioner.version(sheet, reference -> Optional.of(version)));
  }

  private static byte[] versionOwn(byte[] sheet, String version) {
    return CssVersioner.version(sheet, r -> SHEET.resolve(r.url()).map(path -> version));
  }

  private static List<Optional<UrlPath>> paths(byte[] sheet) {
    return CssVersioner.references(sheet).stream().map(r -> SHEET.resolve(r.url())).toList();
  }
}
