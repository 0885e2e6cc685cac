package dev.livereload.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to watch, and how.
 *
 * @param roots existing directories, as real paths ({@link Path#toRealPath}); one that lies in
 *     another is watched once
 * @param ignore globs of what never counts, on top of the built-in list ({@link IgnoreRules})
 * @param settle how long size and time of a file must hold still before it is announced
 * @param poll the pause between two looks at everything, instead of asking the system for events
 */
public record WatchOptions(
    List<Path> roots, List<String> ignore, Duration settle, Optional<Duration> poll) {

  /**
   * The default quiet time. Writers that do not pause ({@code cp}, Node's streams, Python's and the
   * shell's line by line) left at most 7 ms between two growths of a file, on two cores with a load
   * of eight: this is four times that.
   */
  public static final Duration DEFAULT_SETTLE = Duration.ofMillis(30);

  public WatchOptions {
    roots = List.copyOf(roots);
    ignore = List.copyOf(ignore);
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("There is no directory to watch.");
    }
    if (settle.isNegative()
        || poll.filter(pause -> pause.isNegative() || pause.isZero()).isPresent()) {
      throw new IllegalArgumentException("A wait is negative, or a pause is none.");
    }
  }

  /** Returns the defaults for {@code roots}. */
  public static WatchOptions of(Path... roots) {
    return new WatchOptions(List.of(roots), List.of(), DEFAULT_SETTLE, Optional.empty());
  }
}
