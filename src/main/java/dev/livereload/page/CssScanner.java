package dev.livereload.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the URLs of one style sheet by its tokens, so that one in a comment, in a string or in
 * {@code @namespace} is none.
 */
final class CssScanner {

  private static final Set<String> IMAGE_SETS = Set.of("image-set", "-webkit-image-set");

  // Their strings are names, and no file is behind them.
  private static final Set<String> RULES_WITHOUT_FILES = Set.of("namespace", "charset");

  private final byte[] sheet;
  private final List<CssUrl> urls = new ArrayList<>();

  /** For each open parenthesis, whether a string directly in it is a URL. */
  private final Deque<Boolean> parentheses = new ArrayDeque<>();

  private int at;
  private boolean importBegun;
  private boolean ruleWithoutFiles;

  CssScanner(byte[] sheet) {
    this.sheet = sheet;
  }

  List<CssUrl> scan() {
    boolean utf16 = (peek(0) == 0xFE && peek(1) == 0xFF) || (peek(0) == 0xFF && peek(1) == 0xFE);
    while (!utf16 && at < sheet.length) {
      token();
    }
    return urls;
  }

  private void token() {
    int c = peek(0);
    if (Ascii.isBlank(c)) {
      at++;
    } else if (c == '/' && peek(1) == '*') {
      comment();
    } else if (c == '"' || c == '\'') {
      string(c, importBegun || Boolean.TRUE.equals(parentheses.peek()));
      importBegun = false;
    } else if (c == '@') {
      at++;
      atKeyword(name());
    } else if (isName(c)) {
      String name = name();
      if (peek(0) == '(') {
        at++;
        function(name);
      }
      importBegun = false;
    } else {
      at++;
      punctuation(c);
      importBegun = false;
    }
  }

  private void comment() {
    at += 2;
    while (at < sheet.length && !(peek(0) == '*' && peek(1) == '/')) {
      at++;
    }
    at += 2;
  }

  private void atKeyword(String name) {
    importBegun = name.equals("import");
    ruleWithoutFiles = RULES_WITHOUT_FILES.contains(name);
  }

  private void function(String name) {
    if (!name.equals("url")) {
      parentheses.push(IMAGE_SETS.contains(name));
      return;
    }
    while (Ascii.isBlank(peek(0))) {
      at++;
    }
    int c = peek(0);
    if (c == '"' || c == '\'') {
      string(c, true);
      parentheses.push(false);
    } else {
      unquotedUrl();
    }
  }

  private void punctuation(int c) {
    switch (c) {
      case '(' -> parentheses.push(false);
      case ')' -> parentheses.poll();
      case ';' -> ruleWithoutFiles = false;
      case '{', '}' -> {
        ruleWithoutFiles = false;
        // A parenthesis that nobody closed must not reach into the next rule.
        parentheses.clear();
      }
      case '#' -> name();
      default -> {}
    }
  }

  private void string(int quote, boolean isUrl) {
    at++;
    int start = at;
    while (at < sheet.length && peek(0) != quote) {
      if (CssEscape.isNewline(peek(0)) || isUnfinishedEscape()) {
        return; // A bad string ends here, and says nothing.
      }
      skipCharacter();
    }
    if (isUrl) {
      add(start, at);
    }
    at++;
  }

  // https://www.w3.org/TR/css-syntax-3/#consume-url-token
  private void unquotedUrl() {
    int start = at;
    boolean bad = false;
    boolean ended = false;
    while (at < sheet.length && peek(0) != ')') {
      int c = peek(0);
      boolean blank = Ascii.isBlank(c);
      bad |= isUnfinishedEscape() || isEscapedNewline();
      bad |= !blank && (ended || isBadInUrl(c));
      ended |= blank;
      skipCharacter();
    }
    if (!bad) {
      add(start, at);
    }
    at++;
  }

  private static boolean isBadInUrl(int c) {
    return c == '"' || c == '\'' || c == '(' || c < ' ' || c == 0x7F;
  }

  private boolean isEscapedNewline() {
    return peek(0) == '\\' && CssEscape.isNewline(peek(1));
  }

  private boolean isUnfinishedEscape() {
    return peek(0) == '\\' && peek(1) < 0;
  }

  private void skipCharacter() {
    CssEscape escape = CssEscape.at(sheet, at, sheet.length);
    at = escape == null ? at + 1 : escape.end();
  }

  private void add(int start, int end) {
    CssVersioner.Kind kind = importBegun ? CssVersioner.Kind.IMPORT : CssVersioner.Kind.URL;
    CssUrl url = CssUrl.parse(kind, sheet, start, Math.min(end, sheet.length));
    if (!ruleWithoutFiles && !url.isEmpty()) {
      urls.add(url);
    }
  }

  /** Reads a name, a number, or both in one. */
  private String name() {
    StringBuilder name = new StringBuilder();
    while (isName(peek(0))) {
      CssEscape escape = CssEscape.at(sheet, at, sheet.length);
      if (escape == null) {
        name.append((char) peek(0));
        at++;
      } else {
        name.append(escape.text());
        at = escape.end();
      }
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private boolean isName(int c) {
    return Ascii.isLetter(c)
        || Ascii.isDigit(c)
        || c == '-'
        || c == '_'
        || c >= 0x80
        || (c == '\\' && !isEscapedNewline());
  }

  /** Returns the byte that far ahead, or -1 beyond the end. */
  private int peek(int ahead) {
    return at + ahead < sheet.length ? sheet[at + ahead] & 0xFF : -1;
  }
}
