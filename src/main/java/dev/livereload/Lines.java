package dev.livereload;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.UrlPath;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Words what happened, one stable line each, for whichever log there is. Pure. */
public final class Lines {

  /** Names in one line; more are counted. */
  private static final int NAMES = 3;

  private Lines() {}

  /** Returns the line for an event that was sent to {@code tabs} streams. */
  public static String announced(LiveEvent event, int tabs) {
    String effect = tabs == 0 ? "no page is open" : tabs == 1 ? "1 tab told" : tabs + " tabs told";
    return printable(what(event)) + " \u2192 " + effect;
  }

  private static String what(LiveEvent event) {
    if (event instanceof LiveEvent.Change change) {
      List<String> parts = new ArrayList<>();
      add(parts, "changed", change.updated());
      add(parts, "added", change.added());
      add(parts, "removed", change.removed());
      return String.join(", ", parts);
    }
    if (event instanceof LiveEvent.Reload reload) {
      return reload.reason();
    }
    throw new AssertionError("Never announced: " + event);
  }

  private static void add(List<String> parts, String verb, List<UrlPath> urls) {
    if (urls.isEmpty()) {
      return;
    }
    List<String> names = urls.stream().limit(NAMES).map(Lines::name).toList();
    int more = urls.size() - names.size();
    parts.add(verb + " " + String.join(" ", names) + (more == 0 ? "" : " and " + more + " more"));
  }

  private static String name(UrlPath url) {
    return URI.create(url.value()).getPath().substring(1);
  }

  /** Returns {@code text} with what could steer a terminal replaced: names come from disk. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().forEach(c -> safe.appendCodePoint(isSafe(c) ? c : 0xFFFD));
    return safe.toString();
  }

  // Control and format characters, among them the bidirectional overrides, and line separators.
  private static boolean isSafe(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
