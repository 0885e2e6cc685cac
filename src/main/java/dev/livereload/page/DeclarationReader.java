package dev.livereload.page;

/**
 * Reads what begins with {@code <!} or {@code <?}, or with {@code </} and no name, unit by unit, to
 * its end.
 */
final class DeclarationReader {

  private enum State {
    /** After {@code <!}: not known yet what it is. */
    OPENING,
    COMMENT,
    DOCTYPE,
    CDATA,
    /** What a browser takes for a comment that ends with the first {@code >}. */
    BOGUS_COMMENT,
    /** XML's processing instruction. */
    INSTRUCTION
  }

  private final Markup markup;
  private final boolean cdata;
  private final StringBuilder opening = new StringBuilder();
  private State state;

  /** The last four units, the newest in the lowest byte. */
  private int recent;

  private boolean untouched = true;
  private int dashes;
  private boolean bang;
  private int brackets;

  /** What ends the quotes, comment or instruction inside of a doctype; else empty. */
  private String awaited = "";

  private DeclarationReader(Markup markup, boolean cdata, State state) {
    this.markup = markup;
    this.cdata = cdata;
    this.state = state;
  }

  /**
   * Begins after {@code <!}.
   *
   * @param cdata whether a CDATA section may stand here: in XML, SVG and MathML
   */
  static DeclarationReader afterBang(Markup markup, boolean cdata) {
    return new DeclarationReader(markup, cdata, State.OPENING);
  }

  /** Begins after {@code <?}. */
  static DeclarationReader instruction(Markup markup) {
    boolean xml = markup == Markup.XHTML;
    return new DeclarationReader(markup, xml, xml ? State.INSTRUCTION : State.BOGUS_COMMENT);
  }

  /** Begins after {@code </} that no name follows. */
  static DeclarationReader bogusEndTag(Markup markup) {
    return new DeclarationReader(markup, false, State.BOGUS_COMMENT);
  }

  /** Takes the next unit, and returns whether it ended the declaration. */
  boolean accept(int unit) {
    recent = recent << 8 | Math.min(unit, TextUnits.OTHER);
    return switch (state) {
      case OPENING -> opening(unit);
      case COMMENT -> comment(unit);
      case DOCTYPE -> markup == Markup.HTML ? unit == '>' : xmlDoctype(unit);
      case CDATA -> endsWith("]]>");
      case BOGUS_COMMENT -> unit == '>';
      case INSTRUCTION -> endsWith("?>");
    };
  }

  Token.Kind kind() {
    return switch (state) {
      case DOCTYPE -> Token.Kind.DOCTYPE;
      case CDATA -> Token.Kind.TEXT;
      default -> Token.Kind.COMMENT;
    };
  }

  private boolean opening(int unit) {
    opening.append((char) (markup == Markup.HTML ? Ascii.lowerCase(unit) : unit));
    String begun = opening.toString();
    String doctype = markup == Markup.HTML ? "doctype" : "DOCTYPE";
    // Lower-cased as all of HTML is; nobody writes it in any other case.
    String section = markup == Markup.HTML ? "[cdata[" : "[CDATA[";
    if (begun.equals("--")) {
      state = State.COMMENT;
    } else if (begun.equals(doctype)) {
      state = State.DOCTYPE;
    } else if (cdata && begun.equals(section)) {
      state = State.CDATA;
    } else if (!"--".startsWith(begun)
        && !doctype.startsWith(begun)
        && !(cdata && section.startsWith(begun))) {
      state = State.BOGUS_COMMENT;
      return unit == '>';
    }
    return false;
  }

  // https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state and the nine after it:
  // also <!-->, <!---> and --!> end a comment.
  private boolean comment(int unit) {
    if (unit == '>' && (dashes >= 2 || bang || (untouched && dashes < 2))) {
      return true;
    }
    if (unit == '-') {
      dashes = bang ? 1 : dashes + 1;
      bang = false;
    } else {
      bang = unit == '!' && dashes >= 2;
      dashes = 0;
      untouched = false;
    }
    return false;
  }

  // In XML neither a quoted > ends it nor one in the internal subset, where comments and
  // instructions may hold single quotes and brackets.
  private boolean xmlDoctype(int unit) {
    if (!awaited.isEmpty()) {
      awaited = endsWith(awaited) ? "" : awaited;
    } else if (unit == '"' || unit == '\'') {
      awaited = Character.toString(unit);
    } else if (endsWith("<!--")) {
      awaited = "-->";
    } else if (endsWith("<?")) {
      awaited = "?>";
    } else if (unit == '[') {
      brackets++;
    } else if (unit == ']') {
      brackets--;
    } else {
      return unit == '>' && brackets <= 0;
    }
    return false;
  }

  private boolean endsWith(String text) {
    for (int i = 0; i < text.length(); i++) {
      int back = text.length() - 1 - i;
      if ((recent >>> (8 * back) & 0xFF) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
