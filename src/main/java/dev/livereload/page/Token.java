package dev.livereload.page;

import java.util.Map;

/**
 * A piece of markup that has been read whole.
 *
 * @param kind what it is
 * @param start where its first unit stands, counted in units of {@link TextUnits}
 * @param end where the next piece begins; for text, which is reported when it begins, {@code start}
 * @param name of a tag: in HTML lower-case, in XHTML without its prefix; else empty
 * @param attributes of a {@code script} or {@code meta} start tag, as the first of each name has
 *     it; else empty, since nobody asks
 * @param selfClosing whether a tag ends with a slash
 */
record Token(
    Kind kind,
    int start,
    int end,
    String name,
    Map<String, String> attributes,
    boolean selfClosing) {

  enum Kind {
    /** The first unit of a text that is not white space. */
    TEXT,
    START_TAG,
    END_TAG,
    /** Also what a browser takes for one: declarations, processing instructions, {@code </1>}. */
    COMMENT,
    DOCTYPE
  }

  Token(Kind kind, int start, int end) {
    this(kind, start, end, "", Map.of(), false);
  }

  boolean starts(String element) {
    return kind == Kind.START_TAG && name.equals(element);
  }
}
