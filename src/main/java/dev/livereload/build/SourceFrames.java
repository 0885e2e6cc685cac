package dev.livereload.build;

import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows the lines around a problem where its tool did not. Reads files, of the folder in which the
 * build runs alone: what a tool prints must not make a page show anything else.
 */
final class SourceFrames {

  /** Problems that get a frame; each costs reading a file. */
  static final int MAX_FRAMES = 20;

  /** Octets of a source; a larger one is made by a machine, and has no frame. */
  static final long MAX_SOURCE = 1024 * 1024;

  /** Lines before the one with the problem, and after. */
  private static final int AROUND = 2;

  /** Characters of a line; longer ones are cut. */
  private static final int MAX_WIDTH = 200;

  private final Path folder;

  /**
   * @param folder a real path
   */
  SourceFrames(Path folder) {
    this.folder = folder;
  }

  /** Returns {@code problems}, those at the beginning with a frame where that can be had. */
  List<Problem> frame(List<Problem> problems) {
    List<Problem> framed = new ArrayList<>();
    int left = MAX_FRAMES;
    for (Problem problem : problems) {
      boolean wanted = problem.frame().isEmpty() && left > 0;
      Optional<String> frame = wanted ? problem.place().flatMap(this::frame) : Optional.empty();
      left -= frame.isPresent() ? 1 : 0;
      framed.add(frame.map(problem::framed).orElse(problem));
    }
    return framed;
  }

  private Optional<String> frame(Place place) {
    try {
      Path file = folder.resolve(place.file()).toRealPath();
      if (place.line() == 0 || !isSource(file) || Files.size(file) > MAX_SOURCE) {
        return Optional.empty();
      }
      // Whatever its charset is, the lines and what is ASCII in them are right.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return draw(text.lines().toList(), place);
    } catch (IOException | InvalidPathException e) {
      // Gone, or never there: the problem says where it was.
      return Optional.empty();
    }
  }

  private boolean isSource(Path real) {
    if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
      return false;
    }
    for (Path name : folder.relativize(real)) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  /** Returns the lines around {@code place} with their numbers, the place marked. Pure. */
  static Optional<String> draw(List<String> lines, Place place) {
    int line = place.line();
    if (line > lines.size()) {
      return Optional.empty();
    }
    int last = Math.min(lines.size(), line + AROUND);
    int width = String.valueOf(last).length();
    StringBuilder frame = new StringBuilder();
    for (int i = Math.max(1, line - AROUND); i <= last; i++) {
      String text = Ansi.strip(lines.get(i - 1));
      String shown = text.length() > MAX_WIDTH ? text.substring(0, MAX_WIDTH) + "\u2026" : text;
      String mark = i == line ? "> " : "  ";
      frame.append((mark + "%" + width + "d | %s").formatted(i, shown).stripTrailing());
      frame.append('\n');
      int column = place.column();
      if (i == line && column > 0 && column <= Math.min(text.length() + 1, MAX_WIDTH)) {
        // A tab stays one, so that the mark is right whatever its width.
        String before = text.substring(0, column - 1).replaceAll("[^\t]", " ");
        frame.append(" ".repeat(width + 2)).append(" | ").append(before).append("^\n");
      }
    }
    return Optional.of(frame.toString().stripTrailing());
  }
}
