package dev.livereload;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.Outcome;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import dev.livereload.event.UrlPath;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Words what happened, one stable line each, for whichever log there is. Pure. */
public final class Lines {

  /** Names in one line; more are counted. */
  private static final int NAMES = 3;

  private Lines() {}

  /** Returns the line for an event, which says what it did. */
  public static String outcome(Outcome outcome) {
    return printable(what(outcome.event()) + " \u2192 " + effect(outcome));
  }

  /** Returns the line for what one tab made of an event, with its reason. */
  public static String reason(Shown shown) {
    String reason = shown.reason().isEmpty() ? "" : ": " + shown.reason();
    return printable(shown.page() + " " + shown.effect().wire() + reason);
  }

  private static String what(LiveEvent event) {
    if (event instanceof LiveEvent.Change change) {
      List<String> names = new ArrayList<>();
      change.updated().forEach(url -> names.add(name(url)));
      change.added().forEach(url -> names.add(name(url) + " (new)"));
      change.removed().forEach(url -> names.add(name(url) + " (deleted)"));
      return some(names);
    }
    if (event instanceof LiveEvent.Reload reload) {
      return reload.reason();
    }
    throw new AssertionError("Never announced: " + event);
  }

  private static String effect(Outcome outcome) {
    List<String> parts = new ArrayList<>();
    add(parts, "reloaded ", with(Effect.RELOADED, outcome), "");
    add(parts, "patched in ", with(Effect.PATCHED, outcome), "");
    add(parts, "restyled in ", with(Effect.RESTYLED, outcome), "");
    add(parts, "kept as it is in ", with(Effect.KEPT, outcome), "");
    if (!parts.isEmpty()) {
      parts.add(parts.remove(parts.size() - 1) + time(outcome));
    }
    int hidden = with(Effect.HELD, outcome);
    if (hidden > 0) {
      String follow = hidden == 1 ? " hidden tab follows" : " hidden tabs follow";
      parts.add(hidden + follow + " when shown");
    }
    add(parts, "", outcome.left(), outcome.left() == 1 ? " was left" : " were left");
    if (!outcome.shown().isEmpty()) {
      // Without it, what only such a page uses would be what no page uses.
      add(parts, "told ", outcome.elsewhere(), "reader", " of another origin");
    }
    if (!outcome.late().isEmpty()) {
      List<String> pages = outcome.late().stream().distinct().sorted().toList();
      String have = pages.size() == 1 ? " has" : " have";
      add(parts, some(pages) + have + " not followed in ", outcome.late().size(), "");
    }
    return parts.isEmpty() ? none(outcome) : String.join(", ", parts) + why(outcome);
  }

  private static String none(Outcome outcome) {
    if (!outcome.shown().isEmpty()) {
      return "no open page uses it";
    }
    int readers = outcome.readers();
    // Who says nothing of itself may be no page at all.
    return readers == 0 ? "no page open" : "told " + count(readers, "reader");
  }

  private static int with(Effect effect, Outcome outcome) {
    return (int) outcome.shown().stream().filter(shown -> shown.effect() == effect).count();
  }

  private static void add(List<String> parts, String before, int tabs, String after) {
    add(parts, before, tabs, "tab", after);
  }

  private static void add(
      List<String> parts, String before, int number, String noun, String after) {
    if (number > 0) {
      parts.add(before + count(number, noun) + after);
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  // Of the slowest: whoever looks at several waits for that.
  private static String time(Outcome outcome) {
    return outcome.shown().stream()
        .filter(shown -> shown.effect() != Effect.HELD && shown.effect() != Effect.NOTHING)
        .map(Shown::time)
        .max(Comparator.naturalOrder())
        .map(Duration::toMillis)
        .map(millis -> " (" + millis + " ms)")
        .orElse("");
  }

  // A page that is loaded anew loses what was in it, so that wants a reason.
  private static String why(Outcome outcome) {
    List<String> reasons =
        outcome.shown().stream()
            .filter(shown -> shown.effect() == Effect.RELOADED || shown.effect() == Effect.KEPT)
            .map(Shown::reason)
            .filter(reason -> !reason.isEmpty() && !isTold(reason, outcome.event()))
            .distinct()
            .toList();
    return reasons.isEmpty() ? "" : "; " + some(reasons);
  }

  // The line begins with it.
  private static boolean isTold(String reason, LiveEvent event) {
    return event instanceof LiveEvent.Reload reload && reload.reason().equals(reason);
  }

  private static String some(List<String> names) {
    int more = names.size() - NAMES;
    return names.stream().limit(NAMES).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
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
