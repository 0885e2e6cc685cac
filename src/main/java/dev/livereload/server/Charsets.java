package dev.livereload.server;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Decides whether a text goes out as UTF-8. A charset in the header wins over what a page or a
 * sheet says of itself, so it is sent only where they say nothing and the bytes are UTF-8. Pure.
 */
final class Charsets {

  /** Octets looked at. A text that is UTF-8 so far is taken for UTF-8. */
  static final int PREFIX = 64 * 1024;

  // Browsers look for a declaration in this much of a document (HTML, section 13.2.3.2).
  private static final int PRESCAN = 1024;
  private static final Pattern DECLARED =
      Pattern.compile("<(?:meta[^>]*charset|\\?xml[^>]*encoding)", Pattern.CASE_INSENSITIVE);
  private static final String SHEET_DECLARED = "@charset";

  private Charsets() {}

  /**
   * Returns the value of {@code Content-Type} for a text of {@code type}.
   *
   * @param prefix its first octets, {@link #PREFIX} or all of them
   */
  static String contentType(String type, byte[] prefix) {
    return type.startsWith("text/") && !declares(prefix) && isUtf8(prefix)
        ? type + ";charset=utf-8"
        : type;
  }

  private static boolean declares(byte[] prefix) {
    int length = Math.min(PRESCAN, prefix.length);
    String text = new String(prefix, 0, length, StandardCharsets.ISO_8859_1);
    return text.startsWith("\u00FE\u00FF")
        || text.startsWith("\u00FF\u00FE")
        || text.startsWith(SHEET_DECLARED)
        || (text.indexOf('<') >= 0 && DECLARED.matcher(text).find());
  }

  // A character cut by the end of the prefix counts as whole.
  private static boolean isUtf8(byte[] prefix) {
    int ascii = endOfAscii(prefix);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(prefix, ascii, prefix.length - ascii);
    CharBuffer out = CharBuffer.allocate(Math.min(4096, in.remaining() + 1));
    CoderResult result;
    do {
      result = decoder.decode(in, out.clear(), false);
    } while (result.isOverflow());
    return !result.isError();
  }

  // Most texts are no more than that, and it needs no decoder.
  private static int endOfAscii(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] >= 0) {
      end++;
    }
    return end;
  }
}
