package dev.livereload.watch;

import dev.livereload.event.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A file that is written again and again as no person does.
 *
 * @param file absolute
 * @param name of the file, for people and for {@code --ignore}
 * @param within from the first of {@link #TIMES} announcements to the last
 */
public record Loop(Path file, String name, Duration within) {

  /** So many announcements of one file in a row are a loop. */
  public static final int TIMES = 10;

  /** Returns what to say where nobody can tell what writes the file. */
  public Notice notice() {
    return new Notice(
        what("something writes it again and again"),
        "If a build or a page does that, leave the file out with --ignore '" + name + "'.");
  }

  /**
   * Returns what to say where a page writes the file.
   *
   * @param page its path
   */
  public Notice noticeOf(String page) {
    return new Notice(
        what(page + " is loaded again when it changes, and changes it by being loaded"),
        "So it is told only after a pause now; leave it out with --ignore '" + name + "'.");
  }

  private String what(String why) {
    return String.format(
        Locale.ROOT,
        "%s changed %d times within %.1f s: %s.",
        name,
        TIMES,
        within.toMillis() / 1000.0,
        why);
  }
}
