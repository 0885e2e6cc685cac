package dev.livereload.server;

/** The paths that are the server's own, see {@code docs/protocol.md}. */
final class Routes {

  static final String PREFIX = "/__livereload/";

  /** What every page loads. */
  static final String CLIENT = "client.js";

  /** What the client loads with its first event. */
  static final String PATCH = "patch.js";

  static final String EVENTS = PREFIX + "events";

  static final String CHANGES = PREFIX + "changes";

  static final String STATUS = PREFIX + "status";

  /** Where webpack-hot-middleware's client looks for its stream. */
  static final String WEBPACK = "/__webpack_hmr";

  private Routes() {}

  /** Whether {@code path}, as it was sent, is no path of the site. */
  static boolean isReserved(String path) {
    return path.startsWith(PREFIX) || path.equals(WEBPACK) || path.startsWith(WEBPACK + "/");
  }
}
