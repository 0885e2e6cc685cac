package dev.livereload.build;

import dev.livereload.event.Problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kotlin's compiler in Gradle: {@code e: file:///a/B.kt:3:5 message}, and as it was before Kotlin
 * 1.9, {@code e: /a/B.kt: (3, 5): message}.
 */
final class KotlinFormat implements Format {

  private static final Pattern HEAD =
      Pattern.compile(
          "(?<severity>[ew]): (?:file://)?(?<file>\\S.*?)"
              + "(?::(?<line>\\d+):(?<column>\\d+):?|: \\((?<oldLine>\\d+), (?<oldColumn>\\d+)\\):) "
              + "(?<message>\\S.*)");

  @Override
  public Optional<Found> find(List<String> lines, int at) {
    Matcher head = HEAD.matcher(lines.get(at));
    if (!head.matches()) {
      return Optional.empty();
    }
    String old = head.group("line") == null ? "old" : "";
    int line = Format.number(head.group(old.isEmpty() ? "line" : "oldLine"));
    int column = Format.number(head.group(old.isEmpty() ? "column" : "oldColumn"));
    return Found.of(
        Format.problem(
            head.group("severity"),
            head.group("message"),
            new Place(head.group("file"), line, column),
            ""),
        1);
  }
}
