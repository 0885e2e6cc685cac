package dev.livereload.server;

import java.util.Optional;
import java.util.Set;

/** The paths that are the server's own, see {@code docs/protocol.md}. */
final class Routes {

  static final String PREFIX = "/__livereload/";

  /** What every page loads. */
  static final String CLIENT = "client.js";

  static final String EVENTS = PREFIX + "events";

  static final String CHANGES = PREFIX + "changes";

  static final String PAGE = PREFIX + "page";

  static final String STATUS = PREFIX + "status";

  static final String DOCUMENT = PREFIX + "document";

  static final String SHOWN = PREFIX + "shown";

  static final String PUBLISH = PREFIX + "publish";

  static final String OPEN = PREFIX + "open";

  /** Where webpack-hot-middleware's client looks for its stream. */
  static final String WEBPACK = "/__webpack_hmr";

  /**
   * The parts of the client, which pages of another origin load, too. The client loads the others
   * itself, each when it is first needed.
   */
  static final Set<String> SCRIPTS =
      Set.of(
          CLIENT,
          "stream.js",
          "patch.js",
          "decide.js",
          "html.js",
          "mend.js",
          "own.js",
          "assets.js",
          "reload.js",
          "overlay.js",
          "origins.js",
          "explain.js");

  /** What those scripts read. */
  private static final Set<String> SOURCES = Set.of("events", "changes", "page");

  /** What takes POST, and nothing else. */
  private static final Set<String> REPORTS = Set.of("shown", "publish", "open");

  private Routes() {}

  /** Returns what lies at {@code path}, as it was sent. */
  static Place place(String path) {
    String name = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
    boolean script = SCRIPTS.contains(name);
    // Below a key that is none lies nothing, for whoever asks.
    boolean own = isReserved(path) && name.indexOf('/') < 0;
    return new Place(own, script || SOURCES.contains(name), script, REPORTS.contains(name), false);
  }

  /**
   * Returns the own path that {@code path} stands for, which says {@code key}; nothing where it
   * does not, or where pages of another origin have no access to that path.
   */
  static Optional<String> unlocked(String path, SiteKey key) {
    int end = path.startsWith(PREFIX) ? path.indexOf('/', PREFIX.length()) : -1;
    if (end < 0 || !key.matches(path.substring(PREFIX.length(), end))) {
      return Optional.empty();
    }
    String own = PREFIX + path.substring(end + 1);
    return place(own).shared() ? Optional.of(own) : Optional.empty();
  }

  /** Whether {@code path}, as it was sent, is no path of the site. */
  static boolean isReserved(String path) {
    return path.startsWith(PREFIX) || path.equals(WEBPACK) || path.startsWith(WEBPACK + "/");
  }
}
