package dev.livereload.build;

import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The way in which some tools print problems. Pure. */
interface Format {

  /**
   * What a format found at a line.
   *
   * @param problems may be none, where the lines only belong to what was found before
   * @param lines how many of them it takes; at least one
   */
  record Found(List<Problem> problems, int lines) {

    static Optional<Found> of(Problem problem, int lines) {
      return Optional.of(new Found(List.of(problem), lines));
    }
  }

  /**
   * Returns what begins at the line {@code at}, or nothing where that is none of this format's.
   *
   * @param lines the whole output, without escape sequences
   */
  Optional<Found> find(List<String> lines, int at);

  /** Makes a problem of words as they were printed. */
  static Problem problem(String severity, String message, Place place, String frame) {
    return new Problem(severity(severity), message.strip(), Optional.of(place), frame);
  }

  /** Returns the severity that a word of a tool means. */
  static Severity severity(String word) {
    return word.toLowerCase(Locale.ROOT).startsWith("w") ? Severity.WARNING : Severity.ERROR;
  }

  /** Returns the number of digits that a person could have meant, 0 for others and for none. */
  static int number(String digits) {
    return digits != null && digits.length() <= 7 ? Integer.parseInt(digits) : 0;
  }

  /** Returns the first line at or after {@code from} that does not match {@code pattern}. */
  static int endOf(Pattern pattern, List<String> lines, int from) {
    int end = from;
    while (end < lines.size() && pattern.matcher(lines.get(end)).find()) {
      end++;
    }
    return end;
  }

  /** Returns the line at {@code at}, empty after the last one. */
  static String line(List<String> lines, int at) {
    return at < lines.size() ? lines.get(at) : "";
  }

  /** Returns lines as a text, without what all of them are indented by. */
  static String text(List<String> lines) {
    return String.join("\n", lines).stripIndent().stripTrailing();
  }
}
