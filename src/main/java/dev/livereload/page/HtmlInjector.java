package dev.livereload.page;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts the script tag into one document: right after the start tag of its head, or where that would
 * begin, on the same line. All other bytes stay as they are, in whatever charset. A document that
 * has the tag already, or where it can stand nowhere, passes unchanged.
 *
 * <p>The document comes in pieces of any size, and the result does not depend on how it is cut:
 *
 * <pre>{@code
 * HtmlInjector injector = new HtmlInjector(tag, Markup.HTML, policy);
 * while ((length = in.read(buffer)) >= 0) {
 *   out.write(injector.feed(buffer, 0, length));
 * }
 * out.write(injector.finish());
 * }</pre>
 *
 * <p>It holds pieces back until it knows whether the tag goes in, at most {@link #LOOK_AHEAD} bytes
 * after the place of the tag and {@value PlaceSearch#PATIENCE} units before it; from then on
 * nothing. For one document, not thread-safe.
 */
public final class HtmlInjector {

  /**
   * How many bytes after its place are searched for a tag that is there already, in a document that
   * comes in pieces: heads end sooner, and a proxied server before us puts its tag there. A later
   * one is not seen; the client then finds that it runs already.
   */
  public static final int LOOK_AHEAD = 64 * 1024;

  private static final byte[] NOTHING = {};

  private final ScriptTag tag;
  private final Markup markup;
  private final PlaceSearch search;
  private final ContentPolicy headers;
  private byte[] held = NOTHING;
  private int count;
  private boolean beside;
  private OptionalInt added = OptionalInt.empty();

  /**
   * Begins a document.
   *
   * @param tag goes in, with the nonce that the document's policies ask for
   * @param markup by the media type of the document
   * @param headers the policy that the document is served with
   */
  public HtmlInjector(ScriptTag tag, Markup markup, ContentPolicy headers) {
    this.tag = tag;
    this.markup = markup;
    this.headers = headers;
    this.search = new PlaceSearch(markup);
  }

  /** Returns a document that is whole in memory with its tag; all of it is searched for one. */
  public byte[] inject(byte[] document) {
    hold(document, 0, document.length);
    search.read(held, count, Integer.MAX_VALUE, true);
    return release();
  }

  /**
   * Returns a document that is whole in memory with its tag, although it may have one: for a script
   * that reads what the tag says, and runs none.
   */
  public byte[] injectBeside(byte[] document) {
    beside = true;
    return inject(document);
  }

  /** Returns the tag that goes in, or would. */
  public ScriptTag tag() {
    return tag;
  }

  /** Returns whether the document brings a tag itself, as far as it has been read. */
  public boolean tagSeen() {
    return search.tagSeen();
  }

  /**
   * Takes the next piece of the document.
   *
   * @return what may go out now; empty while nothing may
   */
  public byte[] feed(byte[] piece, int offset, int length) {
    if (added.isPresent()) {
      return Arrays.copyOfRange(piece, offset, offset + length);
    }
    hold(piece, offset, length);
    return search.read(held, count, LOOK_AHEAD, false) ? release() : NOTHING;
  }

  /**
   * Lets go out what can, because the document pauses: its reader should not wait for a look ahead.
   *
   * @return what may go out now; empty while the place of the tag is unknown
   */
  public byte[] flush() {
    return added.isEmpty() && search.place().isPresent() ? release() : NOTHING;
  }

  /**
   * Ends the document.
   *
   * @return what was still held back, with the tag where it comes
   */
  public byte[] finish() {
    if (added.isPresent()) {
      return NOTHING;
    }
    search.read(held, count, LOOK_AHEAD, true);
    return release();
  }

  /**
   * Returns how many bytes the document grows by, 0 for one that passes unchanged; empty until that
   * is known. From then on each piece goes out as it comes in, so a document of known length has a
   * known length with its tag.
   */
  public OptionalInt added() {
    return added;
  }

  /** Returns the policy of the headers and of the document's head as far as it has been read. */
  public ContentPolicy policy() {
    return headers.withMeta(search.policies());
  }

  private void hold(byte[] piece, int offset, int length) {
    if (length > held.length - count) {
      held = Arrays.copyOf(held, Math.max(count + length, 2 * held.length));
    }
    System.arraycopy(piece, offset, held, count, length);
    count += length;
  }

  private ScriptTag suitedTag() {
    ScriptTag nonced = policy().nonce().map(tag::withNonce).orElse(tag);
    Optional<String> blocked = policy().blockedBy();
    if (blocked.isPresent()) {
      // The policy comes after the tag: the client runs, and can say that it cannot go on.
      return nonced.with("blocked", blocked.get());
    }
    // Trying it all the same would leave a complaint in the page's console.
    return policy().workerBlockedBy().isPresent() ? nonced.with("worker", "false") : nonced;
  }

  private byte[] release() {
    byte[] inserted = NOTHING;
    int place = search.place().orElse(0);
    if (search.place().isPresent() && (beside || !search.tagSeen())) {
      inserted = search.encode(suitedTag().bytes(markup));
    }
    byte[] released = new byte[count + inserted.length];
    System.arraycopy(held, 0, released, 0, place);
    System.arraycopy(inserted, 0, released, place, inserted.length);
    System.arraycopy(held, place, released, place + inserted.length, count - place);
    added = OptionalInt.of(inserted.length);
    held = NOTHING;
    return released;
  }
}
