package dev.livereload.build;

import dev.livereload.event.Problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python: a traceback, whose innermost call counts, or an error of syntax. */
final class PythonFormat implements Format {

  private static final String TRACEBACK = "Traceback (most recent call last):";

  private static final Pattern CALL =
      Pattern.compile("\\s+File \"(?<file>.+?)\", line (?<line>\\d+)(?<in>, in .*)?");

  private static final Pattern INDENTED = Pattern.compile("^\\s");
  private static final Pattern MESSAGE = Pattern.compile("[\\w.]+(?:: .*)?");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    String first = lines.get(at);
    Matcher syntax = CALL.matcher(first);
    boolean traceback = first.equals(TRACEBACK);
    if (!traceback && !(syntax.matches() && syntax.group("in") == null)) {
      return Optional.empty();
    }
    int end = Format.endOf(INDENTED, lines, traceback ? at + 1 : at);
    String message = Format.line(lines, end);
    int call = lastCall(lines, at, end);
    if (call < 0 || !MESSAGE.matcher(message).matches()) {
      return Optional.empty();
    }
    Matcher innermost = CALL.matcher(lines.get(call));
    if (!innermost.matches()) {
      throw new AssertionError(innermost);
    }
    Place place = new Place(innermost.group("file"), Format.number(innermost.group("line")), 0);
    String frame = Format.text(lines.subList(call + 1, end));
    return Found.of(Format.problem("error", message, place, frame), end + 1 - at);
  }

  private static int lastCall(List<String> lines, int from, int to) {
    for (int i = Math.min(to, lines.size()) - 1; i >= from; i--) {
      if (CALL.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }
}
