package dev.livereload.build;

import dev.livereload.event.Problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Maven makes of javac's problems: {@code [ERROR] file:[line,column] message}. */
final class MavenFormat implements Format {

  private static final Pattern HEAD =
      Pattern.compile(
          "\\[(?<severity>ERROR|WARNING)] (?<file>\\S.*?):\\[(?<line>\\d+),(?<column>\\d+)] "
              + "(?<message>\\S.*)");

  // The second time it names a problem, it marks these lines, too.
  private static final Pattern DETAIL = Pattern.compile("^(?:\\[ERROR])? {2,}\\S");
  private static final Pattern MARK = Pattern.compile("^\\[ERROR]");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    Matcher head = HEAD.matcher(lines.get(at));
    if (!head.matches()) {
      return Optional.empty();
    }
    int end = Format.endOf(DETAIL, lines, at + 1);
    List<String> details =
        lines.subList(at + 1, end).stream()
            .map(line -> MARK.matcher(line).replaceFirst("").stripTrailing())
            .toList();
    String message = head.group("message") + (end == at + 1 ? "" : "\n" + Format.text(details));
    Place place =
        new Place(
            head.group("file"),
            Format.number(head.group("line")),
            Format.number(head.group("column")));
    return Found.of(Format.problem(head.group("severity"), message, place, ""), end - at);
  }
}
