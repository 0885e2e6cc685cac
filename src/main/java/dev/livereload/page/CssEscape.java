package dev.livereload.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * An <a href="https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point">escape</a> in a style
 * sheet: {@code \26 } for an ampersand, {@code \(} for a parenthesis, or a newline that a string
 * skips.
 *
 * @param text what it stands for
 * @param end where the text after it begins
 */
record CssEscape(String text, int end) {

  private static final int MAX_DIGITS = 6;

  /** Returns the escape at that place of a sheet that ends there, or null where there is none. */
  static @Nullable CssEscape at(byte[] sheet, int start, int limit) {
    if (sheet[start] != '\\') {
      return null;
    }
    int at = start + 1;
    int codePoint = 0;
    while (at < limit && at <= start + MAX_DIGITS && Character.digit(sheet[at], 16) >= 0) {
      codePoint = codePoint * 16 + Character.digit(sheet[at], 16);
      at++;
    }
    if (at > start + 1) {
      int end = at < limit && Ascii.isBlank(sheet[at]) ? afterBlank(sheet, at, limit) : at;
      return new CssEscape(Character.toString(valid(codePoint)), end);
    }
    if (at == limit) {
      return new CssEscape("", at);
    }
    if (isNewline(sheet[at])) {
      return new CssEscape("", afterBlank(sheet, at, limit));
    }
    // The character may have more bytes: they follow, and stand for themselves.
    return sheet[at] < 0 ? new CssEscape("", at) : new CssEscape(text(sheet[at]), at + 1);
  }

  static boolean isNewline(int c) {
    return c == '\n' || c == '\r' || c == '\f';
  }

  private static String text(byte ascii) {
    return new String(new byte[] {ascii}, UTF_8);
  }

  private static int afterBlank(byte[] sheet, int at, int limit) {
    boolean pair = sheet[at] == '\r' && at + 1 < limit && sheet[at + 1] == '\n';
    return at + (pair ? 2 : 1);
  }

  private static int valid(int codePoint) {
    boolean refused =
        codePoint == 0
            || codePoint > Character.MAX_CODE_POINT
            || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    return refused ? 0xFFFD : codePoint;
  }
}
