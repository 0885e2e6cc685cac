package dev.livereload.build;

import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ESLint as it prints by itself, and Stylelint: a file, then a table of what is wrong in it. */
final class EslintFormat implements Format {

  private static final Pattern ROW =
      Pattern.compile(
          "\\s+(?<line>\\d+):(?<column>\\d+)\\s+(?<severity>error|warning|\u2716|\u26a0)\\s+"
              + "(?<message>\\S.*)");

  // Of the columns of the table.
  private static final Pattern GAP = Pattern.compile("\\s{2,}(?=\\S+$)");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    String file = lines.get(at);
    if (file.isBlank() || Character.isWhitespace(file.charAt(0))) {
      return Optional.empty();
    }
    List<Problem> problems = new ArrayList<>();
    int end = at + 1;
    Matcher row = ROW.matcher(Format.line(lines, end));
    while (row.matches()) {
      String severity = row.group("severity").equals("\u26a0") ? "warning" : row.group("severity");
      Place place =
          new Place(
              file.strip(), Format.number(row.group("line")), Format.number(row.group("column")));
      String message = GAP.matcher(row.group("message").strip()).replaceFirst(" (");
      boolean rule = !message.equals(row.group("message").strip());
      problems.add(Format.problem(severity, rule ? message + ")" : message, place, ""));
      end++;
      row = ROW.matcher(Format.line(lines, end));
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(new Found(problems, end - at));
  }
}
