package dev.livereload;

import dev.livereload.build.Ansi;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words what builds do, for whichever log there is. Pure. */
public final class BuildLines {

  /** Names in one line; more are counted. */
  private static final int NAMES = 3;

  /** Problems of a build that are listed; more are counted. */
  private static final int PROBLEMS = 20;

  private BuildLines() {}

  /** Returns the line for the beginning of a build. */
  public static String begun(LiveEvent.Building building) {
    List<String> names = building.files().stream().limit(NAMES).toList();
    int more = building.files().size() - names.size();
    String files = names.isEmpty() ? "" : " for " + String.join(" ", names);
    return Lines.printable("building " + building.name() + files)
        + (more == 0 ? "" : " and " + more + " more");
  }

  /** Returns the line for the end of a build. */
  public static String built(LiveEvent.Built built) {
    int errors = built.errors().size();
    int warnings = built.warnings().size();
    List<String> found = new ArrayList<>();
    if (errors > 0) {
      found.add(counted(errors, "error"));
    }
    if (warnings > 0) {
      found.add(counted(warnings, "warning"));
    }
    String result = errors > 0 ? "failed " : "built ";
    String problems = found.isEmpty() ? "" : " \u2192 " + String.join(", ", found);
    return Lines.printable(result + built.name())
        + " ("
        + built.time().toMillis()
        + " ms)"
        + problems;
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Returns one line for each problem of a build: where, and what in short. */
  public static List<String> problems(LiveEvent.Built built) {
    List<Problem> all = Stream.concat(built.errors().stream(), built.warnings().stream()).toList();
    List<String> lines =
        all.stream().limit(PROBLEMS).map(BuildLines::problem).collect(Collectors.toList());
    if (all.size() > PROBLEMS) {
      lines.add("  and " + (all.size() - PROBLEMS) + " more");
    }
    return lines;
  }

  private static String problem(Problem problem) {
    String where = problem.place().map(place -> place + ": ").orElse("");
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    String message = problem.message().lines().findFirst().orElse("");
    return Lines.printable("  " + where + severity + ": " + message);
  }

  /**
   * Returns a line that a command printed, without what could steer a terminal.
   *
   * @param colours whether those are kept
   */
  public static String printed(String line, boolean colours) {
    return colours ? Ansi.colours(line) : Ansi.strip(line);
  }
}
