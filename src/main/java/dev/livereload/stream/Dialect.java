package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.stream.EventLog.Entry;
import java.util.List;

/** The words in which a reader is told what happened. Pure. */
public enum Dialect {
  /** Named events with ids: what the client of this project reads, and who writes one anew. */
  NATIVE,

  /** The same for pages of another origin, which are told less of builds: see {@link Elsewhere}. */
  NATIVE_ELSEWHERE,

  /** That of webpack-hot-middleware, for a reader that is no page. */
  WEBPACK_HOT_MIDDLEWARE,

  /**
   * The same for a page, without the state of what is right at its beginning. That names a hash,
   * and a page with another one looks for an update of its modules, finds none, and reloads: in
   * Chromium 10 times a second with the clients of webpack-hot-middleware 2.26 and
   * webpack-dev-middleware 8.6.
   */
  WEBPACK_PAGE;

  /**
   * Returns the first bytes of a stream.
   *
   * @param stands the id at which the reader stands, which is not the newest one while it has yet
   *     to be told what it missed
   */
  byte[] opening(EventId stands, Hello hello) {
    return switch (this) {
      case NATIVE -> NativeDialect.opening(stands, hello);
      case NATIVE_ELSEWHERE -> NativeDialect.opening(stands, Elsewhere.of(hello));
      case WEBPACK_HOT_MIDDLEWARE -> WebpackDialect.opening(hello);
      case WEBPACK_PAGE -> WebpackDialect.openingOfPage(hello);
    };
  }

  /** Returns the bytes of an event. */
  byte[] frame(Entry entry) {
    return switch (this) {
      case NATIVE -> NativeDialect.frame(entry);
      case NATIVE_ELSEWHERE -> NativeDialect.frame(Elsewhere.of(entry));
      case WEBPACK_HOT_MIDDLEWARE, WEBPACK_PAGE -> WebpackDialect.frame(entry);
    };
  }

  /** Returns the answer to a poll. Those of webpack-hot-middleware do not poll. */
  String answer(EventId id, List<Entry> entries) {
    return EventJson.answer(
        id, this == NATIVE_ELSEWHERE ? entries.stream().map(Elsewhere::of).toList() : entries);
  }

  /** Returns the bytes of a sign of life, shared. */
  byte[] ping() {
    return switch (this) {
      case NATIVE, NATIVE_ELSEWHERE -> NativeDialect.ping();
      case WEBPACK_HOT_MIDDLEWARE, WEBPACK_PAGE -> WebpackDialect.ping();
    };
  }
}
