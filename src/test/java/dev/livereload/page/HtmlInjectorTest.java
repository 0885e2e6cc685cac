package dev.livereload.page;

import static dev.livereload.page.GoldenFile.show;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlInjectorTest {

  private static final ScriptTag TAG = ScriptTag.servedAt(new EventId("run1", 7));
  private static final ContentPolicy OPEN =
      ContentPolicy.of(URI.create("http://localhost:8080"), List.of());
  private static final String WRITTEN =
      "<script async src=\"/__livereload/client.js\" data-id=\"run1-7\"></script>";

  static List<GoldenFile> corpus() {
    return GoldenFile.of("inject");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void wholeDocumentMatchesItsGoldenFile(GoldenFile document) {
    Optional<Markup> markup = Markup.of(mediaType(document.name()));

    byte[] out =
        markup.map(m -> new HtmlInjector(TAG, m, OPEN).inject(document.in())).orElse(document.in());

    assertEquals(show(document.out()), show(out));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void piecesOfAnySizeGiveTheSameBytes(GoldenFile document) {
    Markup markup = Markup.of(mediaType(document.name())).orElse(null);
    if (markup == null) {
      return;
    }
    for (int size : new int[] {1, 2, 3, 7, 4096}) {
      HtmlInjector injector = new HtmlInjector(TAG, markup, OPEN);

      byte[] out = stream(injector, document.in(), size);

      assertEquals(show(document.out()), show(out), "in pieces of " + size);
      assertEquals(OptionalInt.of(document.out().length - document.in().length), injector.added());
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void injectingTwiceIsInjectingOnce(GoldenFile document) {
    Markup markup = Markup.of(mediaType(document.name())).orElse(Markup.HTML);
    byte[] once = new HtmlInjector(TAG, markup, OPEN).inject(document.in());

    byte[] twice = new HtmlInjector(TAG, markup, OPEN).inject(once);

    assertEquals(show(once), show(twice));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aMutatedDocumentKeepsItsBytesAndLines(GoldenFile document) {
    Random random = new Random(document.name().hashCode());
    for (int round = 0; round < 200; round++) {
      byte[] mutated = mutate(document.in(), random);

      byte[] out = new HtmlInjector(TAG, Markup.HTML, OPEN).inject(mutated);
      byte[] streamed =
          stream(new HtmlInjector(TAG, Markup.HTML, OPEN), mutated, 1 + random.nextInt(9));

      assertEquals(show(out), show(streamed));
      assertOnlyTheTagIsNew(mutated, out);
    }
  }

  private static void assertOnlyTheTagIsNew(byte[] before, byte[] after) {
    int added = after.length - before.length;
    int place = 0;
    while (place < before.length && before[place] == after[place]) {
      place++;
    }
    String context = "before: " + show(before) + "\nafter: " + show(after);
    String tail = show(after).substring(place + added);
    assertEquals(show(before).substring(place), tail, context);
    // A byte order mark makes the tag twice as long; the nonce comes from the document.
    assertTrue(added == 0 || added >= WRITTEN.length(), context);
    assertEquals(lines(before), lines(after), context);
    boolean standards = show(before).strip().regionMatches(true, 0, "<!doctype html>", 0, 15);
    assertTrue(!standards || place >= "<!doctype html>".length(), context);
  }

  @Test
  void headLongerThanTheLookAheadGetsItsTagAtItsBegin() {
    String page = "<!DOCTYPE html><html><head>|<style>" + "a{}".repeat(40_000) + "</style></head>";

    assertStreams(page, WRITTEN);
  }

  @Test
  void commentsLongerThanTheLookAheadAreSkipped() {
    String page = "<!--" + "<head>".repeat(40_000) + "--><!DOCTYPE html><html><head>|</head>";

    assertStreams(page, WRITTEN);
  }

  @Test
  void multibyteBodyIsCountedInBytes() {
    String page = "<!DOCTYPE html><html><head>|<title>あ</title></head><body>" + "あ".repeat(60_000);

    assertStreams(page, WRITTEN);
  }

  @Test
  void fiftyMegabytesPassInConstantMemory() {
    HtmlInjector injector = new HtmlInjector(TAG, Markup.HTML, OPEN);
    byte[] piece = "<p>0123456789abcdef</p>\n".repeat(2_731).getBytes(UTF_8);
    long in = 0;
    long out = 0;
    long heldAtMost = 0;

    for (byte[] next = "<!DOCTYPE html><head>".getBytes(UTF_8); in < 50_000_000; next = piece) {
      in += next.length;
      out += injector.feed(next, 0, next.length).length;
      heldAtMost = Math.max(heldAtMost, in - out);
    }
    out += injector.finish().length;

    assertEquals(in + WRITTEN.length(), out);
    assertTrue(heldAtMost <= HtmlInjector.LOOK_AHEAD + 21, heldAtMost + " bytes held back");
  }

  @Test
  void lengthIsKnownOnceTheLookAheadIsOver() {
    HtmlInjector injector = new HtmlInjector(TAG, Markup.HTML, OPEN);
    byte[] begin = "<!DOCTYPE html><head>".getBytes(UTF_8);
    byte[] rest = new byte[HtmlInjector.LOOK_AHEAD];

    injector.feed(begin, 0, begin.length);
    injector.feed(rest, 0, rest.length - 1);
    OptionalInt early = injector.added();
    injector.feed(rest, 0, 1);

    assertEquals(OptionalInt.empty(), early);
    assertEquals(OptionalInt.of(WRITTEN.length()), injector.added());
  }

  @Test
  void aTagBeyondTheLookAheadIsNotSeenInAStreamButInAWholeDocument() {
    String page =
        "<!DOCTYPE html><head>|</head>"
            + "<p>".repeat(HtmlInjector.LOOK_AHEAD)
            + "<script src=/__livereload/client.js></script>";

    assertStreams(page, WRITTEN);
    byte[] whole = page.replace("|", "").getBytes(UTF_8);
    assertEquals(show(whole), show(new HtmlInjector(TAG, Markup.HTML, OPEN).inject(whole)));
  }

  @Test
  void endlessCommentIsGivenUpAndPassesUnchanged() {
    String page = "<!--" + "x".repeat(PlaceSearch.PATIENCE) + "--><!DOCTYPE html><head>";

    assertStreams(page, "");
  }

  @Test
  void endlessCommentAfterTheDoctypeStillGetsTheTag() {
    String page = "<!DOCTYPE html>|<!--" + "x".repeat(PlaceSearch.PATIENCE) + "--><head>";

    assertStreams(page, WRITTEN);
  }

  @Test
  void aPauseReleasesWhatIsKnown() {
    HtmlInjector injector = new HtmlInjector(TAG, Markup.HTML, OPEN);
    byte[] beforePlace = "<!DOCTYPE html><html><he".getBytes(UTF_8);
    byte[] afterPlace = "ad><link>".getBytes(UTF_8);

    byte[] atOnce = injector.feed(beforePlace, 0, beforePlace.length);
    byte[] firstPause = injector.flush();
    byte[] heldBack = injector.feed(afterPlace, 0, afterPlace.length);
    byte[] secondPause = injector.flush();
    byte[] end = injector.finish();

    assertEquals("", show(atOnce) + show(firstPause) + show(heldBack) + show(end));
    assertEquals("<!DOCTYPE html><html><head>" + WRITTEN + "<link>", show(secondPause));
  }

  @Test
  void policyOfHeadersAndMetaIsKnownAfterwards() {
    HtmlInjector injector = new HtmlInjector(TAG, Markup.HTML, OPEN);

    injector.inject(
        "<meta http-equiv=Content-Security-Policy content=\"connect-src 'none'\">".getBytes(UTF_8));

    assertEquals(Optional.of("connect-src 'none'"), injector.policy().blockedBy());
  }

  /** Streams a page without its mark, and expects the tag where the mark stands. */
  private static void assertStreams(String page, String tag) {
    byte[] in = page.replace("|", "").getBytes(UTF_8);
    for (int size : new int[] {1, 8192, in.length}) {
      byte[] out = stream(new HtmlInjector(TAG, Markup.HTML, OPEN), in, size);

      // Not assertEquals: a difference would print the megabyte.
      assertTrue(page.replace("|", tag).equals(new String(out, UTF_8)), "in pieces of " + size);
    }
  }

  private static byte[] stream(HtmlInjector injector, byte[] document, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < document.length; at += size) {
      out.writeBytes(injector.feed(document, at, Math.min(size, document.length - at)));
    }
    out.writeBytes(injector.finish());
    return out.toByteArray();
  }

  private static byte[] mutate(byte[] document, Random random) {
    byte[] splices = "<>\"'-!/= \n\0?[]&".getBytes(UTF_8);
    byte[] mutated = document.clone();
    for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(3)) {
        case 0 -> mutated[at] = splices[random.nextInt(splices.length)];
        case 1 -> mutated[at] = (byte) random.nextInt(256);
        default -> mutated = Arrays.copyOf(mutated, at);
      }
    }
    return mutated;
  }

  private static long lines(byte[] document) {
    return show(document).chars().filter(c -> c == '\n').count();
  }

  private static String mediaType(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html", "HTML", "htm" -> "text/html; charset=utf-8";
      case "xhtml" -> "application/xhtml+xml";
      case "svg" -> "image/svg+xml";
      default -> "text/plain";
    };
  }
}
