package dev.livereload.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.page.ScriptTag;
import dev.livereload.server.InjectedPages.Injected;
import dev.livereload.server.InjectedPages.Wanted;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InjectedPagesTest {

  private static final URI ORIGIN = URI.create("http://localhost:8080");
  private static final Wanted WANTED =
      new Wanted("text/html", tag("1", "/a.html"), ORIGIN, List.of(), false);

  private final ServedDocuments documents = documents(ServedDocuments.MAX_DOCUMENTS);
  private final InjectedPages pages = new InjectedPages(documents);

  private static ServedDocuments documents(int count) {
    DocumentFolder none = new DocumentFolder(Optional.empty(), notice -> {});
    return new ServedDocuments(none, ServedDocuments.MAX_BYTES, count);
  }

  private static ScriptTag tag(String id, String page) {
    return new ScriptTag("", Map.of("id", id), null).with("page", page);
  }

  private static byte[] document(String text) {
    return ("<!doctype html><p>" + text).getBytes(UTF_8);
  }

  @Test
  void anEqualDocumentGivesTheSamePage() {
    Injected first = pages.of(WANTED, document("a"));

    assertSame(first, pages.of(WANTED, document("a")));
  }

  @Test
  void aChangedDocumentGivesItsOwnPage() {
    pages.of(WANTED, document("a"));

    String body = new String(pages.of(WANTED, document("b")).body(), UTF_8);

    assertTrue(body.endsWith("<p>b"), body);
  }

  static Stream<Wanted> others() {
    ScriptTag tag = WANTED.tag();
    String policy = "script-src 'nonce-x'";
    return Stream.of(
        new Wanted("application/xhtml+xml", tag, ORIGIN, List.of(), false),
        new Wanted("text/html", tag("2", "/a.html"), ORIGIN, List.of(), false),
        new Wanted("text/html", tag("1", "/b.html"), ORIGIN, List.of(), false),
        new Wanted("text/html", tag, URI.create("http://127.0.0.1:8080"), List.of(), false),
        new Wanted("text/html", tag, ORIGIN, List.of(policy), false),
        new Wanted("text/html", tag, ORIGIN, List.of(), true));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsWantedOtherwiseIsAnotherPage(Wanted other) {
    Injected page = pages.of(WANTED, document("a"));

    assertNotSame(page, pages.of(other, document("a")));
    assertArrayEquals(
        new InjectedPages(documents).of(other, document("a")).body(),
        pages.of(other, document("a")).body());
  }

  @Test
  void theOneNotAskedForLongestGoes() {
    Injected kept = pages.of(WANTED, document("a"));
    for (int i = 0; i < InjectedPages.MAX_PAGES - 1; i++) {
      pages.of(numbered(i), document("a"));
    }
    assertSame(kept, pages.of(WANTED, document("a")));
    Injected oldest = pages.of(numbered(0), document("a"));

    for (int i = 1; i < InjectedPages.MAX_PAGES; i++) {
      pages.of(numbered(1000 + i), document("a"));
    }

    assertSame(oldest, pages.of(numbered(0), document("a")));
    assertNotSame(kept, pages.of(WANTED, document("a")));
  }

  private static Wanted numbered(int number) {
    return new Wanted("text/html", tag("1", "/" + number), ORIGIN, List.of(), false);
  }

  @Test
  void aLongDocumentIsNotKept() {
    byte[] document = document("a".repeat(InjectedPages.MAX_LENGTH));

    assertNotSame(pages.of(WANTED, document), pages.of(WANTED, document));
  }

  @Test
  void theDocumentOfAKeptPageCanBeAskedFor() {
    ServedDocuments one = documents(1);
    InjectedPages few = new InjectedPages(one);
    few.of(WANTED, document("a"));
    one.keep(document("b"));

    few.of(WANTED, document("a"));

    assertArrayEquals(document("a"), one.of(ServedDocuments.token(document("a"))).orElseThrow());
  }

  @Test
  void whatATagOfTheDocumentCannotSayIsSaidBeside() {
    byte[] own = document("<script src=\"/__livereload/client.js\"></script>");

    Injected page = pages.of(WANTED, own);

    assertArrayEquals(own, page.body());
    assertEquals(Optional.of(ServedDocuments.token(own) + " /a.html"), page.unsaid());
    assertEquals(Optional.empty(), pages.of(WANTED, document("a")).unsaid());
  }
}
