package dev.livereload.build;

import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of a run, by its exit code and by what it printed. Pure. */
final class Verdict {

  /** Lines at the end of an output in which nothing was found that are shown as they are. */
  static final int LAST_LINES = 20;

  /** Characters of such a line. */
  private static final int MAX_LINE = 200;

  private Verdict() {}

  /**
   * Returns the problems of a run: among them an error where it failed, and none where it did not.
   *
   * @param output lines as they were printed
   * @param folder in which it ran
   */
  static List<Problem> of(int exitCode, List<String> output, Path folder) {
    List<Problem> found = ProblemParser.parse(output, folder);
    if (exitCode == 0) {
      return found.stream().map(problem -> problem.as(Severity.WARNING)).toList();
    }
    return of("The command failed with exit code " + exitCode + ".", output, found);
  }

  /**
   * Returns the problems of a run that failed.
   *
   * @param failure what to say where {@code output} has no error
   */
  static List<Problem> of(String failure, List<String> output, Path folder) {
    return of(failure, output, ProblemParser.parse(output, folder));
  }

  private static List<Problem> of(String failure, List<String> output, List<Problem> found) {
    if (found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      return found;
    }
    List<Problem> problems = new ArrayList<>();
    problems.add(failed(failure, output));
    problems.addAll(found);
    return problems;
  }

  /** Returns an error that shows the last lines of {@code output}. */
  static Problem failed(String message, List<String> output) {
    List<String> lines =
        output.stream()
            .filter(line -> !Ansi.strip(line).isBlank())
            .map(line -> line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line)
            .map(Ansi::colours)
            .toList();
    String last =
        String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    return new Problem(Severity.ERROR, message, Optional.empty(), last);
  }
}
