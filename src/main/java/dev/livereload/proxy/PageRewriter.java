package dev.livereload.proxy;

import dev.livereload.page.ContentPolicy;
import dev.livereload.page.HtmlInjector;
import dev.livereload.page.Markup;
import dev.livereload.page.Navigation;
import dev.livereload.page.ScriptTag;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Puts the script tag into the body of one answer, piece by piece, and makes its header true again.
 * Not thread-safe.
 */
final class PageRewriter {

  /**
   * Largest document that is kept for its page, in bytes; that of a larger one is not named in its
   * page, which reloads where others are patched.
   */
  private static final int KEPT = 1024 * 1024;

  private static final Set<Integer> WITHOUT_WHOLE_BODY = Set.of(204, 206, 304);

  // Each is true of the bytes that came, none of those that go.
  private static final List<String> OF_THE_BYTES =
      List.of(
          "Accept-Ranges",
          "Content-Digest",
          "Content-Encoding",
          "Content-Length",
          "Content-MD5",
          "Digest",
          "ETag",
          "Last-Modified",
          "Repr-Digest");

  private final PageSource pages;
  private final String token;
  private final HtmlInjector injector;
  private final Decoder decoder;
  private final long length;
  private @Nullable ByteArrayOutputStream document = new ByteArrayOutputStream();

  private PageRewriter(
      PageSource pages, String token, HtmlInjector injector, Decoder decoder, long length) {
    this.pages = pages;
    this.token = token;
    this.injector = injector;
    this.decoder = decoder;
    this.length = length;
  }

  /** Whether the answer to a request becomes a document, if it is one. */
  static boolean wantsPage(String method, HttpFields request) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return reads && Navigation.wantsDocument(request::get);
  }

  /**
   * Begins an answer. Changes {@code header} where the answer is a page.
   *
   * @param origin that the browser asks
   * @return nothing where it is none, or one that cannot be read
   */
  static Optional<PageRewriter> of(
      PageSource pages, ScriptTag tag, URI origin, int status, HttpFields.Mutable header) {
    Optional<Markup> markup = Markup.of(header.get(HttpHeader.CONTENT_TYPE));
    Optional<Decoder> decoder = Decoder.of(header.get(HttpHeader.CONTENT_ENCODING));
    String disposition = header.get("Content-Disposition");
    boolean download = disposition != null && disposition.strip().startsWith("attachment");
    if (markup.isEmpty() || decoder.isEmpty() || download || WITHOUT_WHOLE_BODY.contains(status)) {
      decoder.ifPresent(Decoder::close);
      return Optional.empty();
    }
    ContentPolicy policy =
        ContentPolicy.of(origin, header.getValuesList("Content-Security-Policy"));
    long length =
        header.contains(HttpHeader.CONTENT_ENCODING)
            ? -1
            : header.getLongField(HttpHeader.CONTENT_LENGTH);
    OF_THE_BYTES.forEach(header::remove);
    if (header.getFields(HttpHeader.CACHE_CONTROL).stream().noneMatch(PageRewriter::isNoStore)) {
      header.put(HttpHeader.CACHE_CONTROL, "no-cache");
      header.remove(HttpHeader.EXPIRES);
    }
    String token = pages.newToken();
    ScriptTag named = length > KEPT ? tag : tag.with("base", token);
    HtmlInjector injector = new HtmlInjector(named, markup.get(), policy);
    return Optional.of(new PageRewriter(pages, token, injector, decoder.get(), length));
  }

  private static boolean isNoStore(HttpField field) {
    return field.contains("no-store");
  }

  /**
   * Returns what may go out for {@code piece}; empty while nothing may. What has its place for the
   * tag goes at once: whether more comes soon is unknown, and a reader should not wait for it.
   */
  byte[] rewrite(ByteBuffer piece) throws ZipException {
    byte[] decoded = decoder.decode(piece);
    tee(decoded);
    byte[] ready = injector.feed(decoded, 0, decoded.length);
    return ready.length == 0 ? injector.flush() : ready;
  }

  private void tee(byte[] decoded) {
    if (document != null && document.size() + decoded.length > KEPT) {
      document = null;
    }
    if (document != null) {
      document.writeBytes(decoded);
      // Before its last byte goes out: then the page may ask.
      if (document.size() == length) {
        keep();
      }
    }
  }

  private void keep() {
    if (document != null) {
      pages.keep(token, document.toByteArray());
      document = null;
    }
  }

  /** Returns what was still held back; to be called when the body has come whole. */
  byte[] finish() {
    decoder.close();
    keep();
    return injector.finish();
  }

  /** Returns the length of the whole body, from the first piece on; -1 where it is unknown. */
  long length() {
    OptionalInt added = injector.added();
    return length < 0 || added.isEmpty() ? -1 : length + added.getAsInt();
  }

  /** Returns the directive that keeps the client from running. */
  Optional<String> blockedBy() {
    return injector.policy().blockedBy();
  }

  /** Gives up. */
  void close() {
    decoder.close();
  }
}
