package dev.livereload.watch;

import dev.livereload.watch.IgnoreRules.Reason;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which ignored paths were told of: the system says of each write that a path was made, that it was
 * written and more, and a log is written all day. Not thread-safe.
 */
final class IgnoredPaths {

  /** So many are remembered; beyond it, the one that was told first may be told again. */
  static final int LIMIT = 1_000;

  private final Map<Path, Reason> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Reason> eldest) {
          return size() > LIMIT;
        }
      };

  /** Whether nobody was told yet that {@code path} is ignored for {@code reason}; now they are. */
  boolean isNews(Path path, Reason reason) {
    return !reason.equals(told.put(path, reason));
  }
}
