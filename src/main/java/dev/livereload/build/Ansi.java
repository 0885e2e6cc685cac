package dev.livereload.build;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escape sequences, as tools send them to terminals (ECMA-48). Pure. */
public final class Ansi {

  // Control sequences; strings such as titles and links, which end in BEL or ESC \; all others.
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]"
              + "|\u001b[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?"
              + "|\u001b[ -/]*[0-~]?");

  // The ones that give text a colour or a weight.
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

  private Ansi() {}

  /** Returns the text of a line alone. */
  public static String strip(String line) {
    return visible(SEQUENCE.matcher(line).replaceAll(""), false);
  }

  /** Returns the text of a line and its colours. */
  public static String colours(String line) {
    String kept =
        SEQUENCE
            .matcher(line)
            .replaceAll(
                found ->
                    COLOUR.matcher(found.group()).matches()
                        ? Matcher.quoteReplacement(found.group())
                        : "");
    return visible(kept, true);
  }

  // What a progress display has written over is gone, as on a terminal.
  private static String visible(String line, boolean colours) {
    String ended = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    String last = ended.substring(ended.lastIndexOf('\r') + 1);
    StringBuilder text = new StringBuilder(last.length());
    last.codePoints()
        .filter(c -> !Character.isISOControl(c) || c == '\t' || (colours && c == '\u001b'))
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
