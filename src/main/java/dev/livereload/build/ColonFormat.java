package dev.livereload.build;

import dev.livereload.event.Problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code file:line[:column]: message}: javac (also that of Gradle), GCC and Clang with their
 * frames, the unix formatter of ESLint, and whatever else prints so.
 */
final class ColonFormat implements Format {

  // Gradle 4 leaves the line open after the name of a task, and javac goes on in it.
  private static final Pattern HEAD =
      Pattern.compile(
          "(?::[\\w:-]+(?=/))?(?<file>\\S.*?):(?<line>\\d+)(?::(?<column>\\d+))?: "
              + "(?:(?<severity>(?:fatal )?error|warning|note)(?:\\[[\\w-]+])?: )?(?<message>\\S.*)");

  // Without a word that says what it is, only what is a file's name for certain: no time, no
  // address.
  private static final Pattern CERTAIN = Pattern.compile("\\S*\\.[A-Za-z]\\w*");

  // ESLint's last words; the rule stays in the message.
  private static final Pattern ESLINT = Pattern.compile(".*\\[(?<severity>Error|Warning)/\\S+]");

  private static final Pattern GCC_FRAME = Pattern.compile("^\\s*(?:\\d+\\s)?\\s*\\|");
  private static final Pattern CARET = Pattern.compile("^\\s*\\^\\s*$");
  private static final Pattern DETAIL = Pattern.compile("^ {2,4}\\S");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    Matcher head = HEAD.matcher(lines.get(at));
    if (!head.matches() || head.group("file").contains("://")) {
      return Optional.empty();
    }
    String severity = severity(head);
    if (severity == null) {
      return Optional.empty();
    }
    int afterFrame = Format.endOf(GCC_FRAME, lines, at + 1);
    if (severity.equals("note")) {
      return Optional.of(new Found(List.of(), afterFrame - at));
    }
    if (afterFrame > at + 1) {
      String frame = Format.text(lines.subList(at + 1, afterFrame));
      int column = Format.number(head.group("column"));
      return Found.of(
          Format.problem(severity, head.group("message"), place(head, column), frame),
          afterFrame - at);
    }
    return CARET.matcher(Format.line(lines, at + 2)).find()
        ? javac(lines, at, head, severity)
        : Found.of(
            Format.problem(
                severity,
                head.group("message"),
                place(head, Format.number(head.group("column"))),
                ""),
            1);
  }

  private static @Nullable String severity(Matcher head) {
    if (head.group("severity") != null) {
      return head.group("severity");
    }
    Matcher eslint = ESLINT.matcher(head.group("message"));
    if (eslint.matches()) {
      return eslint.group("severity");
    }
    return CERTAIN.matcher(head.group("file")).matches() ? "error" : null;
  }

  // The line of the source and a caret, then what is known of the names in it.
  private static Optional<Found> javac(List<String> lines, int at, Matcher head, String severity) {
    int column = lines.get(at + 2).indexOf('^') + 1;
    int end = Format.endOf(DETAIL, lines, at + 3);
    String details = Format.text(lines.subList(at + 3, end));
    String message = head.group("message") + (details.isEmpty() ? "" : "\n" + details);
    String frame = Format.text(lines.subList(at + 1, at + 3));
    return Found.of(Format.problem(severity, message, place(head, column), frame), end - at);
  }

  private static Place place(Matcher head, int column) {
    return new Place(head.group("file"), Format.number(head.group("line")), column);
  }
}
