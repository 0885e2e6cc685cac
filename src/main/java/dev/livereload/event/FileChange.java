package dev.livereload.event;

import java.nio.file.Path;

/**
 * One file that is not what it was when it was last announced.
 *
 * @param file absolute, below a watched folder
 * @param kind what happened to it, seen from the last announcement: a file that was deleted and
 *     written again is {@link Kind#MODIFIED}, or no change at all when its content is the same
 */
public record FileChange(Path file, Kind kind) {

  /** What happened to a file. */
  public enum Kind {
    CREATED,
    MODIFIED,
    DELETED
  }
}
