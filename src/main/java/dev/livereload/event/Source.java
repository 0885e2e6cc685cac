package dev.livereload.event;

import dev.livereload.event.Problem.Severity;
import java.util.List;

/**
 * A build that reports here, as it stands at one moment.
 *
 * @param name what tells it from the others
 * @param problems those of its newest finished run, also while the next one is under way
 */
public record Source(String name, State state, List<Problem> problems) {

  /** What a source is doing. */
  public enum State {
    OK,
    BUILDING,
    FAILED
  }

  public Source {
    problems = List.copyOf(problems);
  }

  /** Returns the problems for which the newest run failed. */
  public List<Problem> errors() {
    return of(Severity.ERROR, problems);
  }

  /** Returns the problems in spite of which the newest run was good. */
  public List<Problem> warnings() {
    return of(Severity.WARNING, problems);
  }

  static List<Problem> of(Severity severity, List<Problem> problems) {
    return problems.stream().filter(problem -> problem.severity() == severity).toList();
  }
}
