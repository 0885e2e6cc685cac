package dev.livereload.proxy;

import dev.livereload.page.ContentPolicy;
import dev.livereload.page.Freshness;
import dev.livereload.page.Markup;
import dev.livereload.page.ScriptTag;
import dev.livereload.page.TaggedPage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Puts the script tag into the body of one answer, piece by piece, and makes its header true again.
 * Not thread-safe.
 */
final class PageRewriter {

  private final TaggedPage page;
  private final Decoder decoder;

  private PageRewriter(TaggedPage page, Decoder decoder) {
    this.page = page;
    this.decoder = decoder;
  }

  /** Whether the answer to a request becomes a document, if it is one. */
  static boolean wantsPage(String method, HttpFields request) {
    return TaggedPage.isWanted(method, request::get);
  }

  /**
   * Begins an answer. Changes {@code header} where the answer is a page.
   *
   * @param origin that the browser asks
   * @return nothing where it is none, or one that cannot be read
   */
  static Optional<PageRewriter> of(
      PageSource pages, ScriptTag tag, URI origin, int status, HttpFields.Mutable header) {
    Optional<Markup> markup = TaggedPage.markup(status, header::get);
    Optional<Decoder> decoder = Decoder.of(header.get(HttpHeader.CONTENT_ENCODING));
    if (markup.isEmpty() || decoder.isEmpty()) {
      decoder.ifPresent(Decoder::close);
      return Optional.empty();
    }
    ContentPolicy policy =
        ContentPolicy.of(origin, header.getValuesList("Content-Security-Policy"));
    long length =
        header.contains(HttpHeader.CONTENT_ENCODING)
            ? -1
            : header.getLongField(HttpHeader.CONTENT_LENGTH);
    TaggedPage.HEADERS_OF_THE_BYTES.forEach(header::remove);
    if (!Freshness.isNoStore(header.getValuesList(HttpHeader.CACHE_CONTROL))) {
      header.put(HttpHeader.CACHE_CONTROL, Freshness.ASK);
      header.remove(HttpHeader.EXPIRES);
    }
    String token = pages.newToken();
    TaggedPage page =
        new TaggedPage(
            tag, token, markup.get(), policy, length, document -> pages.keep(token, document));
    return Optional.of(new PageRewriter(page, decoder.get()));
  }

  /** Returns what may go out for {@code piece}; empty while nothing may. */
  byte[] rewrite(ByteBuffer piece) throws ZipException {
    return page.write(decoder.decode(piece));
  }

  /** Returns what was still held back; to be called when the body has come whole. */
  byte[] finish() {
    decoder.close();
    return page.finish();
  }

  /** Returns the length of the whole body, from the first piece on; -1 where it is unknown. */
  long length() {
    return page.length();
  }

  /** Returns the directive that keeps the client from running. */
  Optional<String> blockedBy() {
    return page.blockedBy();
  }

  /** Gives up. */
  void close() {
    decoder.close();
  }
}
