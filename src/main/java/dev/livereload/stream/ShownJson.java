package dev.livereload.stream;

import com.grack.nanojson.JsonObject;
import dev.livereload.event.EventId;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of a tab as JSON, as {@code docs/protocol.md} has it. */
public final class ShownJson {

  /** Characters of a path or a reason that are kept: a line of a terminal has fewer. */
  static final int MAX_TEXT = 500;

  /** Milliseconds that an effect may take; a page that slept meanwhile may say more. */
  static final long MAX_TIME = 3_600_000;

  /** What opens a value in a value. A report has none, and strings seldom have many. */
  private static final int MAX_BRACKETS = 100;

  private static final Pattern TAB = Pattern.compile("[0-9A-Za-z._-]{1,64}");

  private ShownJson() {}

  /**
   * Reads a report. Fields that it does not know are passed over.
   *
   * @throws BadReportException if it is no JSON object, or a field is missing or not what it must
   *     be
   */
  public static Shown read(String json) throws BadReportException {
    JsonObject fields = parse(json);
    String tab = text(fields, "tab", null);
    if (!TAB.matcher(tab).matches()) {
      throw JsonFields.bad(
          "tab", "a name of at most 64 letters, digits, dots, hyphens and underscores");
    }
    String page = text(fields, "page", null);
    if (!page.startsWith("/")) {
      throw JsonFields.bad("page", "a path that begins with a slash");
    }
    String id = text(fields, "id", "");
    EventId shown =
        id.isEmpty()
            ? EventId.UNKNOWN
            : EventId.parse(id).orElseThrow(() -> JsonFields.bad("id", "the id of an event"));
    return new Shown(
        tab,
        cut(page),
        shown,
        Effect.parse(text(fields, "effect", null)).orElseThrow(ShownJson::noEffect),
        cut(text(fields, "reason", "")),
        time(fields));
  }

  private static JsonObject parse(String json) throws BadReportException {
    // The parser calls itself for each, and its thread has only so much room.
    if (json.chars().filter(c -> c == '[' || c == '{').count() > MAX_BRACKETS) {
      throw new BadReportException("The body has more than " + MAX_BRACKETS + " brackets.");
    }
    return JsonFields.object(json);
  }

  /** Returns a text; {@code absent} where there is none, if that may be. */
  private static String text(JsonObject fields, String name, @Nullable String absent)
      throws BadReportException {
    Object value = fields.containsKey(name) ? fields.get(name) : absent;
    if (value instanceof String text) {
      return text;
    }
    throw JsonFields.bad(name, "a string");
  }

  private static Duration time(JsonObject fields) throws BadReportException {
    Object value = fields.containsKey("time") ? fields.get("time") : Integer.valueOf(0);
    if (value instanceof Number number && number.doubleValue() >= 0) {
      return Duration.ofMillis(Math.min(MAX_TIME, Math.round(number.doubleValue())));
    }
    throw JsonFields.bad("time", "a number of milliseconds, not below zero");
  }

  private static BadReportException noEffect() {
    String all = Arrays.stream(Effect.values()).map(Effect::wire).collect(Collectors.joining(", "));
    return JsonFields.bad("effect", "one of " + all);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "\u2026";
  }
}
