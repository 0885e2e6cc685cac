package dev.livereload.server;

/** The paths that are the server's own, see {@code docs/protocol.md}. */
final class Routes {

  static final String PREFIX = "/__livereload/";
  static final String CLIENT = PREFIX + "client.js";
  static final String EVENTS = PREFIX + "events";

  private Routes() {}

  /** Whether {@code path}, as it was sent, is no path of the site. */
  static boolean isReserved(String path) {
    return path.startsWith(PREFIX);
  }
}
