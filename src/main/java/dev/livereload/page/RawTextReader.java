package dev.livereload.page;

/**
 * Reads the content of an element that holds no tags, unit by unit, up to the name of its end tag:
 * {@code script}, {@code style}, {@code title} and their like.
 */
final class RawTextReader {

  private enum State {
    TEXT,
    /** After {@code <}. */
    OPEN,
    /** After {@code <!}. */
    BANG,
    /** After {@code <!-}. */
    BANG_DASH,
    /** In the name after {@code <} or {@code </}. */
    NAME
  }

  /**
   * How deep in <a
   * href="https://html.spec.whatwg.org/multipage/parsing.html#script-data-escaped-state">escaped
   * script data</a>: after {@code <!--} a {@code <script>} needs an end tag of its own.
   */
  private enum Escape {
    NONE,
    SINGLE,
    DOUBLE
  }

  private final String element;
  private final boolean script;
  private final StringBuilder name = new StringBuilder();
  private State state = State.TEXT;
  private Escape escape = Escape.NONE;
  private int dashes;
  private boolean closing;

  RawTextReader(String element) {
    this.element = element;
    this.script = element.equals("script");
  }

  /**
   * Takes the next unit, and returns whether the name of the end tag was complete before it. That
   * unit then belongs to the end tag.
   */
  boolean accept(int unit) {
    switch (state) {
      case TEXT -> text(unit);
      case OPEN -> open(unit);
      case BANG, BANG_DASH -> bang(unit);
      case NAME -> {
        return name(unit);
      }
    }
    return false;
  }

  private void text(int unit) {
    state = unit == '<' ? State.OPEN : State.TEXT;
    if (unit == '>' && dashes >= 2) {
      escape = Escape.NONE;
    }
    dashes = unit == '-' ? dashes + 1 : 0;
  }

  private void open(int unit) {
    name.setLength(0);
    closing = unit == '/';
    if (closing) {
      state = State.NAME;
    } else if (script && unit == '!') {
      state = State.BANG;
    } else if (script && Ascii.isLetter(unit)) {
      name.append((char) Ascii.lowerCase(unit));
      state = State.NAME;
    } else {
      text(unit);
    }
  }

  private void bang(int unit) {
    if (unit != '-') {
      text(unit);
    } else if (state == State.BANG) {
      state = State.BANG_DASH;
    } else {
      escape = escape == Escape.NONE ? Escape.SINGLE : escape;
      dashes = 2;
      state = State.TEXT;
    }
  }

  private boolean name(int unit) {
    if (Ascii.isLetter(unit) && name.length() < element.length()) {
      name.append((char) Ascii.lowerCase(unit));
      return false;
    }
    boolean whole = Ascii.isBlank(unit) || unit == '/' || unit == '>';
    if (whole && element.contentEquals(name)) {
      if (closing && escape != Escape.DOUBLE) {
        return true;
      }
      if (closing) {
        escape = Escape.SINGLE;
      } else if (escape == Escape.SINGLE) {
        escape = Escape.DOUBLE;
      }
    }
    text(unit);
    return false;
  }
}
