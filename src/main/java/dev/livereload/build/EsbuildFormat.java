package dev.livereload.build;

import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** esbuild: {@code [ERROR] message}, an empty line, the place, and a frame. */
final class EsbuildFormat implements Format {

  private static final Pattern HEAD =
      Pattern.compile("\\W{0,3}\\[(?<severity>ERROR|WARNING)] (?<message>\\S.*)");

  private static final Pattern PLACE =
      Pattern.compile("\\s+(?<file>\\S.*?):(?<line>\\d+):(?<column>\\d+):");

  private static final Pattern FRAME = Pattern.compile("^\\s+(?:\\d+ )?\\s*[\u2502\u2575|]");

  // The first character tells it from Maven's.
  private static final Pattern MARKED = Pattern.compile("^[^\\[]");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    Matcher head = HEAD.matcher(lines.get(at));
    if (!head.matches()) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(Format.line(lines, at + 2));
    if (Format.line(lines, at + 1).isBlank() && place.matches()) {
      int end = Format.endOf(FRAME, lines, at + 3);
      String frame = Format.text(lines.subList(at + 3, end));
      // It counts columns from 0.
      int column = Format.number(place.group("column")) + 1;
      Place where = new Place(place.group("file"), Format.number(place.group("line")), column);
      return Found.of(
          Format.problem(head.group("severity"), head.group("message"), where, frame), end - at);
    }
    return MARKED.matcher(lines.get(at)).find()
        ? Found.of(
            new Problem(
                Format.severity(head.group("severity")),
                head.group("message"),
                Optional.empty(),
                ""),
            1)
        : Optional.empty();
  }
}
