package dev.livereload.page;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer that another server or an application has made, with the tag in it, piece
 * by piece as it comes; and what is true of it then. Not thread-safe.
 */
public final class TaggedPage {

  /**
   * Largest document that is kept for its page, in bytes; that of a larger one is not named in its
   * page, which reloads where others are patched.
   */
  private static final int KEPT = 1024 * 1024;

  /** The headers that are true of the bytes that came, and of none of those that go. */
  public static final List<String> HEADERS_OF_THE_BYTES =
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

  /**
   * The headers of a request that ask for less than a whole document, as one that a browser has
   * already is not the one that it would get.
   */
  public static final List<String> CONDITIONS =
      List.of("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since");

  private static final Set<Integer> WITHOUT_WHOLE_BODY = Set.of(204, 206, 304);

  // Where the header says it, the document may leave out the mark by which the injector knows it.
  private static final Pattern WIDE =
      Pattern.compile("charset\\s*=\\s*[\"']?utf-?(16|32)", Pattern.CASE_INSENSITIVE);

  private final HtmlInjector injector;
  private final long length;
  private final Consumer<byte[]> keeper;
  private @Nullable ByteArrayOutputStream document = new ByteArrayOutputStream();

  /**
   * Begins a page.
   *
   * @param token names its document in the tag
   * @param headers the policy that it is served with
   * @param length of the document in bytes; -1 where it is unknown
   * @param keeper gets the document, whole, before its last byte goes out; not one that is too
   *     large
   */
  public TaggedPage(
      ScriptTag tag,
      String token,
      Markup markup,
      ContentPolicy headers,
      long length,
      Consumer<byte[]> keeper) {
    ScriptTag named = length > KEPT ? tag : tag.with("base", token);
    this.injector = new HtmlInjector(named, markup, headers);
    this.length = length;
    this.keeper = keeper;
  }

  /** Whether the answer to a request becomes a document, if it is one. */
  public static boolean isWanted(String method, Function<String, @Nullable String> header) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return reads && Navigation.wantsDocument(header);
  }

  /**
   * Returns the markup of an answer; nothing where it is no page, or no whole one, or not to be
   * shown.
   *
   * @param header the value of the header of that name of the answer, or null where there is none
   */
  public static Optional<Markup> markup(int status, Function<String, @Nullable String> header) {
    String disposition = header.apply("Content-Disposition");
    boolean download = disposition != null && disposition.strip().startsWith("attachment");
    String type = header.apply("Content-Type");
    boolean wide = type != null && WIDE.matcher(type).find();
    return download || wide || WITHOUT_WHOLE_BODY.contains(status)
        ? Optional.empty()
        : Markup.of(type);
  }

  /**
   * Returns what may go out for {@code piece}; empty while nothing may. What has its place for the
   * tag goes at once: whether more comes soon is unknown, and a reader should not wait for it.
   */
  public byte[] write(byte[] piece) {
    tee(piece);
    byte[] ready = injector.feed(piece, 0, piece.length);
    return ready.length == 0 ? injector.flush() : ready;
  }

  private void tee(byte[] piece) {
    if (document != null && document.size() + piece.length > KEPT) {
      document = null;
    }
    if (document != null) {
      document.writeBytes(piece);
      // Before its last byte goes out: then the page may ask.
      if (document.size() == length) {
        keep();
      }
    }
  }

  private void keep() {
    if (document != null) {
      keeper.accept(document.toByteArray());
      document = null;
    }
  }

  /** Returns what was still held back; to be called when the body has come whole. */
  public byte[] finish() {
    keep();
    return injector.finish();
  }

  /** Returns the length of the whole body, from the first piece on; -1 where it is unknown. */
  public long length() {
    OptionalInt added = injector.added();
    return length < 0 || added.isEmpty() ? -1 : length + added.getAsInt();
  }

  /** Returns the directive that keeps the client from running. */
  public Optional<String> blockedBy() {
    return injector.policy().blockedBy();
  }
}
