package dev.livereload.event;

import java.util.Optional;

/**
 * Something that a build has to say about the sources.
 *
 * @param message what is wrong, for people; may have several lines
 * @param place where; nothing where the tool did not say
 * @param frame the lines around it as they are, the place marked; empty where there is nothing to
 *     show. May have colours as terminals know them, {@code ESC [ … m}, and no other control
 *     characters but line ends and tabs
 */
public record Problem(Severity severity, String message, Optional<Place> place, String frame) {

  /** What a problem means for the build. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /**
   * A place in a source.
   *
   * @param file with slashes; relative to the folder in which the build runs where it lies in that
   * @param line counts from 1; 0 where it is not known
   * @param column counts from 1; 0 where it is not known
   */
  public record Place(String file, int line, int column) {

    /** Returns it as tools print it, and as terminals make a link of it. */
    @Override
    public String toString() {
      String known = line == 0 ? file : file + ":" + line;
      return column == 0 ? known : known + ":" + column;
    }
  }

  /** Makes an error that has no place, and nothing to show. */
  public static Problem error(String message) {
    return new Problem(Severity.ERROR, message, Optional.empty(), "");
  }

  /** Returns the same with another severity. */
  public Problem as(Severity other) {
    return new Problem(other, message, place, frame);
  }

  /** Returns the same with this frame. */
  public Problem framed(String lines) {
    return new Problem(severity, message, place, lines);
  }
}
