package dev.livereload.build;

import dev.livereload.build.Format.Found;
import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the problems in what a command printed. Pure. */
final class ProblemParser {

  /** Problems of one run; nobody reads more, and the first one may be the cause of all. */
  static final int MAX_PROBLEMS = 100;

  /** Characters of one message, and of one frame. The rest is left out. */
  static final int MAX_TEXT = 4_000;

  /** A longer line is somebody's data, and no place in a source. */
  private static final int MAX_LINE = 2_000;

  // What is more particular comes first.
  private static final List<Format> FORMATS =
      List.of(
          new MavenFormat(),
          new EsbuildFormat(),
          new TscFormat(),
          new SassFormat(),
          new PythonFormat(),
          new EslintFormat(),
          new KotlinFormat(),
          new ColonFormat());

  private record Key(Optional<Place> place, String firstLine) {}

  private ProblemParser() {}

  /**
   * Returns the problems, in order, each once.
   *
   * @param output lines as they were printed
   * @param folder in which the command ran
   */
  static List<Problem> parse(List<String> output, Path folder) {
    List<String> lines = output.stream().map(Ansi::strip).toList();
    Map<Key, Problem> problems = new LinkedHashMap<>();
    int at = 0;
    while (at < lines.size() && problems.size() < MAX_PROBLEMS) {
      Optional<Found> found = find(lines, at);
      for (Problem problem : found.map(Found::problems).orElse(List.of())) {
        Problem placed = placed(problem, folder);
        // Maven, and builds of several parts, say a thing twice; the first time in full.
        String firstLine = placed.message().lines().findFirst().orElse("");
        problems.putIfAbsent(new Key(placed.place(), firstLine), placed);
      }
      at += found.map(Found::lines).orElse(1);
    }
    return List.copyOf(new ArrayList<>(problems.values()));
  }

  private static Optional<Found> find(List<String> lines, int at) {
    if (lines.get(at).length() > MAX_LINE) {
      return Optional.empty();
    }
    return FORMATS.stream().flatMap(format -> format.find(lines, at).stream()).findFirst();
  }

  private static Problem placed(Problem problem, Path folder) {
    return new Problem(
        problem.severity(),
        bounded(problem.message()),
        problem.place().map(place -> relative(place, folder)),
        bounded(problem.frame()));
  }

  private static String bounded(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "\u2026";
  }

  private static Place relative(Place place, Path folder) {
    try {
      return new Place(name(folder.resolve(place.file()), folder), place.line(), place.column());
    } catch (InvalidPathException e) {
      // Of a tool of another system, or no path at all: then as it is.
      return place;
    }
  }

  /** Returns {@code file} with slashes, from {@code folder} where it lies in that. */
  static String name(Path file, Path folder) {
    Path whole = file.normalize();
    Path shown = whole.startsWith(folder) ? folder.relativize(whole) : whole;
    return shown.toString().replace(file.getFileSystem().getSeparator(), "/");
  }
}
