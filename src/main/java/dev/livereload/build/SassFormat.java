package dev.livereload.build;

import dev.livereload.event.Problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dart Sass: {@code Error: message}, a frame, and below it the place. */
final class SassFormat implements Format {

  /** Lines of a message before its frame. Other tools say "Error:", too, and have no frame. */
  private static final int MESSAGE_LINES = 20;

  private static final Pattern HEAD =
      Pattern.compile(
          "(?<severity>Error|WARNING|DEPRECATION WARNING(?: \\[[\\w-]+])?): (?<message>\\S.*)");

  // Box drawing, or what stands for it in ASCII.
  private static final Pattern TOP = Pattern.compile("\\s+[\u2577,]");
  private static final Pattern BOTTOM = Pattern.compile("\\s+[\u2575']");
  private static final Pattern PLACE =
      Pattern.compile("\\s+(?<file>\\S.*?) (?<line>\\d+):(?<column>\\d+)\\s+\\S.*");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    Matcher head = HEAD.matcher(lines.get(at));
    if (!head.matches()) {
      return Optional.empty();
    }
    int top = next(TOP, lines, at + 1, at + MESSAGE_LINES);
    int bottom = next(BOTTOM, lines, top + 1, lines.size());
    Matcher place = PLACE.matcher(Format.line(lines, bottom + 1));
    if (bottom >= lines.size() || !place.matches()) {
      return Optional.empty();
    }
    String message = Format.text(lines.subList(at + 1, top)).strip();
    String deprecated = head.group("severity").startsWith("D") ? "Deprecated: " : "";
    Place where =
        new Place(
            place.group("file"),
            Format.number(place.group("line")),
            Format.number(place.group("column")));
    return Found.of(
        Format.problem(
            head.group("severity").startsWith("E") ? "error" : "warning",
            deprecated + head.group("message") + (message.isEmpty() ? "" : "\n" + message),
            where,
            Format.text(lines.subList(top + 1, bottom))),
        bottom + 2 - at);
  }

  // The number of lines where there is none.
  private static int next(Pattern pattern, List<String> lines, int from, int limit) {
    for (int i = from; i < Math.min(limit, lines.size()); i++) {
      if (pattern.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return lines.size();
  }
}
