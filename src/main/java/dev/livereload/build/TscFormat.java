package dev.livereload.build;

import dev.livereload.event.Problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TypeScript's compiler, plain, {@code a.ts(4,9): error TS2322: message}, and pretty, {@code
 * a.ts:4:9 - error TS2322: message} with a frame. The plain one is that of Microsoft's other
 * compilers, too.
 */
final class TscFormat implements Format {

  private static final String WHAT =
      "(?<severity>error|warning) (?<message>(?<code>[A-Z]+\\d+): \\S.*)";

  private static final Pattern PLAIN =
      Pattern.compile("(?<file>\\S.*?)\\((?<line>\\d+),(?<column>\\d+)\\): " + WHAT);

  private static final Pattern PRETTY =
      Pattern.compile("(?<file>\\S.*?):(?<line>\\d+):(?<column>\\d+) - " + WHAT);

  private static final Pattern DETAIL = Pattern.compile("^ {2,}\\S");
  private static final Pattern FRAME = Pattern.compile("^(?:\\d+ |\\s*\\.\\.\\.| +~*\\s*$)");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    Matcher plain = PLAIN.matcher(lines.get(at));
    Matcher pretty = PRETTY.matcher(lines.get(at));
    if (plain.matches()) {
      int end = Format.endOf(DETAIL, lines, at + 1);
      return found(lines, at, plain, end, "", end);
    }
    if (pretty.matches()) {
      int details = Format.endOf(DETAIL, lines, at + 1);
      int frame = Format.line(lines, details).isBlank() ? details + 1 : details;
      int end = Format.endOf(FRAME, lines, Math.min(frame, lines.size()));
      String text = end > frame ? Format.text(lines.subList(frame, end)) : "";
      return found(lines, at, pretty, details, text, end);
    }
    return Optional.empty();
  }

  private static Optional<Found> found(
      List<String> lines, int at, Matcher head, int details, String frame, int end) {
    String more = String.join("\n", lines.subList(at + 1, details));
    String message = head.group("message") + (more.isEmpty() ? "" : "\n" + more);
    Place place =
        new Place(
            head.group("file"),
            Format.number(head.group("line")),
            Format.number(head.group("column")));
    return Found.of(
        Format.problem(head.group("severity"), message, place, frame), Math.max(1, end - at));
  }
}
