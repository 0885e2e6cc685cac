package dev.livereload.page;

import static dev.livereload.page.Ascii.isBlank;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads one tag from its name to its {@code >}, unit by unit, as the <a
 * href="https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state">HTML standard</a> does:
 * a {@code >} in quotes does not end it.
 */
final class TagReader {

  private enum State {
    NAME,
    BEFORE_ATTRIBUTE,
    ATTRIBUTE_NAME,
    AFTER_ATTRIBUTE_NAME,
    BEFORE_VALUE,
    DOUBLE_QUOTED,
    SINGLE_QUOTED,
    UNQUOTED,
    SLASH
  }

  private final Markup markup;
  private final Token.Kind kind;
  private final int start;
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder attribute = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private final Map<String, String> attributes = new HashMap<>();
  private State state = State.NAME;
  private boolean keeping;
  private boolean selfClosing;

  /**
   * Begins a tag.
   *
   * @param kind a start or an end tag
   * @param start where its {@code <} stands
   */
  TagReader(Markup markup, Token.Kind kind, int start) {
    this.markup = markup;
    this.kind = kind;
    this.start = start;
  }

  /** Takes the next unit, and returns whether it ended the tag. */
  boolean accept(int unit) {
    switch (state) {
      case NAME -> name(unit);
      case BEFORE_ATTRIBUTE -> beforeAttribute(unit);
      case ATTRIBUTE_NAME -> attributeName(unit);
      case AFTER_ATTRIBUTE_NAME -> afterAttributeName(unit);
      case BEFORE_VALUE -> beforeValue(unit);
      case DOUBLE_QUOTED -> quoted(unit, '"');
      case SINGLE_QUOTED -> quoted(unit, '\'');
      case UNQUOTED -> unquoted(unit);
      case SLASH -> slash(unit);
    }
    boolean inQuotes = state == State.DOUBLE_QUOTED || state == State.SINGLE_QUOTED;
    if (unit != '>' || inQuotes) {
      return false;
    }
    endAttribute();
    return true;
  }

  Token token(int end) {
    return new Token(kind, start, end, localName(), Map.copyOf(attributes), selfClosing);
  }

  private String localName() {
    return markup == Markup.HTML ? name.toString() : name.substring(name.indexOf(":") + 1);
  }

  private void name(int unit) {
    if (isBlank(unit) || unit == '/' || unit == '>') {
      String called = localName();
      keeping = kind == Token.Kind.START_TAG && (called.equals("script") || called.equals("meta"));
      beforeAttribute(unit);
    } else {
      append(name, unit);
    }
  }

  private void beforeAttribute(int unit) {
    if (isBlank(unit)) {
      state = State.BEFORE_ATTRIBUTE;
    } else if (unit == '/') {
      state = State.SLASH;
    } else if (unit != '>') {
      endAttribute();
      // A name may begin with "=".
      append(attribute, unit);
      state = State.ATTRIBUTE_NAME;
    }
  }

  private void attributeName(int unit) {
    if (isBlank(unit) || unit == '/' || unit == '>' || unit == '=') {
      afterAttributeName(unit);
    } else {
      append(attribute, unit);
    }
  }

  private void afterAttributeName(int unit) {
    if (isBlank(unit)) {
      state = State.AFTER_ATTRIBUTE_NAME;
    } else if (unit == '=') {
      state = State.BEFORE_VALUE;
    } else {
      beforeAttribute(unit);
    }
  }

  private void beforeValue(int unit) {
    if (unit == '"') {
      state = State.DOUBLE_QUOTED;
    } else if (unit == '\'') {
      state = State.SINGLE_QUOTED;
    } else if (!isBlank(unit) && unit != '>') {
      state = State.UNQUOTED;
      unquoted(unit);
    }
  }

  private void quoted(int unit, char quote) {
    if (unit == quote) {
      state = State.BEFORE_ATTRIBUTE;
    } else if (keeping) {
      value.append((char) unit);
    }
  }

  private void unquoted(int unit) {
    if (isBlank(unit)) {
      state = State.BEFORE_ATTRIBUTE;
    } else if (keeping && unit != '>') {
      value.append((char) unit);
    }
  }

  private void slash(int unit) {
    selfClosing = unit == '>';
    beforeAttribute(unit);
  }

  private void endAttribute() {
    if (keeping && attribute.length() > 0) {
      attributes.putIfAbsent(attribute.toString(), CharacterReferences.decode(value.toString()));
    }
    attribute.setLength(0);
    value.setLength(0);
  }

  private void append(StringBuilder to, int unit) {
    to.append((char) (markup == Markup.HTML ? Ascii.lowerCase(unit) : unit));
  }
}
