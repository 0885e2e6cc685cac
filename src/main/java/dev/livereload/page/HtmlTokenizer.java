package dev.livereload.page;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document unit by unit and says where its tags, comments and texts are, so that a {@code
 * <} in a comment, an attribute or a script is never taken for a tag.
 *
 * <p>Follows <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">the HTML
 * standard</a>, or XML's grammar, as far as that question goes. Linear, whatever the pieces it is
 * fed; remembers one token at most. Not thread-safe.
 */
final class HtmlTokenizer {

  // With scripting on, which the client needs, noscript is one of them.
  private static final Set<String> RAW_TEXT_ELEMENTS =
      Set.of(
          "script",
          "style",
          "title",
          "textarea",
          "noscript",
          "iframe",
          "noframes",
          "noembed",
          "xmp");

  private enum State {
    /** Between tags, with nothing but white space so far. */
    BLANK,
    TEXT,
    /** After {@code <}. */
    TAG_OPEN,
    /** After {@code </}. */
    END_TAG_OPEN,
    TAG,
    DECLARATION,
    RAW_TEXT,
    /** After {@code <plaintext>}, which nothing ends. */
    PLAIN_TEXT
  }

  private final Markup markup;
  private State state = State.BLANK;
  private int position;
  private int start;

  /** How deep in SVG or MathML, where no element holds raw text. */
  private int foreign;

  private TagReader tag;
  private DeclarationReader declaration;
  private RawTextReader rawText = new RawTextReader("");
  private String rawTextElement = "";

  HtmlTokenizer(Markup markup) {
    this.markup = markup;
    tag = new TagReader(markup, Token.Kind.START_TAG, 0);
    declaration = DeclarationReader.instruction(markup);
  }

  /** Takes the next unit, and returns the token that it completes, or null. */
  @Nullable Token accept(int unit) {
    Token token =
        switch (state) {
          case BLANK -> blank(unit);
          case TEXT -> text(unit);
          case TAG_OPEN -> tagOpen(unit);
          case END_TAG_OPEN -> endTagOpen(unit);
          case TAG -> tag(unit);
          case DECLARATION -> declaration(unit);
          case RAW_TEXT -> rawText(unit);
          case PLAIN_TEXT -> null;
        };
    position++;
    return token;
  }

  /** Returns where the unfinished tag or declaration begins, else where the next unit stands. */
  int unfinished() {
    return switch (state) {
      case TAG_OPEN, END_TAG_OPEN, TAG, DECLARATION -> start;
      case BLANK, TEXT, RAW_TEXT, PLAIN_TEXT -> position;
    };
  }

  private @Nullable Token blank(int unit) {
    // Browsers drop NUL between tags, even before the doctype.
    if (Ascii.isBlank(unit) || unit == 0) {
      return null;
    }
    if (unit == '<') {
      return text(unit);
    }
    state = State.TEXT;
    return new Token(Token.Kind.TEXT, position, position);
  }

  private @Nullable Token text(int unit) {
    if (unit == '<') {
      start = position;
      state = State.TAG_OPEN;
    }
    return null;
  }

  private @Nullable Token tagOpen(int unit) {
    if (isNameStart(unit)) {
      return begin(Token.Kind.START_TAG, unit);
    }
    switch (unit) {
      case '/' -> state = State.END_TAG_OPEN;
      case '!' -> {
        boolean cdata = markup == Markup.XHTML || foreign > 0;
        declaration = DeclarationReader.afterBang(markup, cdata);
        state = State.DECLARATION;
      }
      case '?' -> {
        declaration = DeclarationReader.instruction(markup);
        state = State.DECLARATION;
      }
      default -> {
        Token lessThan = new Token(Token.Kind.TEXT, start, start);
        state = State.TEXT;
        text(unit);
        return lessThan;
      }
    }
    return null;
  }

  private @Nullable Token endTagOpen(int unit) {
    if (isNameStart(unit)) {
      return begin(Token.Kind.END_TAG, unit);
    }
    declaration = DeclarationReader.bogusEndTag(markup);
    state = State.DECLARATION;
    return declaration(unit);
  }

  private boolean isNameStart(int unit) {
    return Ascii.isLetter(unit) || (markup == Markup.XHTML && (unit == '_' || unit >= 0x80));
  }

  private @Nullable Token begin(Token.Kind kind, int unit) {
    tag = new TagReader(markup, kind, start);
    state = State.TAG;
    return tag(unit);
  }

  private @Nullable Token tag(int unit) {
    if (!tag.accept(unit)) {
      return null;
    }
    Token token = tag.token(position + 1);
    state = State.BLANK;
    if (markup == Markup.HTML) {
      enterContent(token);
    }
    return token;
  }

  private void enterContent(Token token) {
    String name = token.name();
    boolean startTag = token.kind() == Token.Kind.START_TAG;
    if (name.equals("svg") || name.equals("math")) {
      int deeper = token.selfClosing() ? 0 : 1;
      foreign = startTag ? foreign + deeper : Math.max(0, foreign - 1);
    } else if (startTag && foreign == 0 && RAW_TEXT_ELEMENTS.contains(name)) {
      rawText = new RawTextReader(name);
      rawTextElement = name;
      state = State.RAW_TEXT;
    } else if (startTag && foreign == 0 && name.equals("plaintext")) {
      state = State.PLAIN_TEXT;
    }
  }

  private @Nullable Token declaration(int unit) {
    if (!declaration.accept(unit)) {
      return null;
    }
    state = State.BLANK;
    return new Token(declaration.kind(), start, position + 1);
  }

  private @Nullable Token rawText(int unit) {
    if (!rawText.accept(unit)) {
      return null;
    }
    start = position - "</".length() - rawTextElement.length();
    tag = new TagReader(markup, Token.Kind.END_TAG, start);
    rawTextElement.chars().forEach(tag::accept);
    state = State.TAG;
    return tag(unit);
  }
}
