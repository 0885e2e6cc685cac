package dev.livereload.stream;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.Problem;
import dev.livereload.event.Source;
import dev.livereload.stream.EventLog.Entry;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What pages of another origin may know of builds: that they fail, why in one line, and where from
 * the folder of the project. No source, and nothing of where that folder lies. Pure.
 */
final class Elsewhere {

  private static final String LEFT_OUT = "\u2026";

  // With a slash in front or a drive, at the beginning of a word.
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "(?<![^\\s\"'`(\\[<=:,])(?:file:)?(?:/|\\\\\\\\|[A-Za-z]:[\\\\/])[^\\s\"'`)\\]>,]*");

  private Elsewhere() {}

  /** Returns an entry without what is for the user's own pages. */
  static Entry of(Entry entry) {
    return new Entry(entry.id(), of(entry.event()));
  }

  /** Returns an event without what is for the user's own pages. */
  static LiveEvent of(LiveEvent event) {
    if (event instanceof Hello hello) {
      return of(hello);
    }
    if (event instanceof Building building) {
      List<String> files = building.files().stream().filter(Elsewhere::isRelative).toList();
      return new Building(building.name(), files);
    }
    return event instanceof Built built
        ? new Built(built.name(), built.time(), built.hash(), of(built.problems()))
        : event;
  }

  /** Returns the greeting without what is for the user's own pages. */
  static Hello of(Hello hello) {
    List<Source> sources =
        hello.sources().stream()
            .map(source -> new Source(source.name(), source.state(), of(source.problems())))
            .toList();
    return new Hello(hello.run(), hello.version(), sources);
  }

  private static List<Problem> of(List<Problem> problems) {
    return problems.stream().map(Elsewhere::of).toList();
  }

  private static Problem of(Problem problem) {
    String line = problem.message().lines().findFirst().orElse("");
    return new Problem(
        problem.severity(),
        ABSOLUTE.matcher(line).replaceAll(LEFT_OUT),
        problem.place().filter(place -> isRelative(place.file())),
        "");
  }

  private static boolean isRelative(String file) {
    return !ABSOLUTE.matcher(file).lookingAt() && !file.startsWith("..");
  }
}
