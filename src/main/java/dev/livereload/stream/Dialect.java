package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.stream.EventLog.Entry;

/** The words in which a reader is told what happened. Pure. */
public enum Dialect {
  /** Named events with ids: what the client of this project reads, and who writes one anew. */
  NATIVE {
    @Override
    byte[] opening(EventId stands, Hello hello) {
      return NativeDialect.opening(stands, hello);
    }

    @Override
    byte[] frame(Entry entry) {
      return NativeDialect.frame(entry.id(), entry.event());
    }

    @Override
    byte[] ping() {
      return NativeDialect.ping();
    }
  },

  /** What the clients of webpack-hot-middleware and webpack-dev-middleware read. */
  WEBPACK_HOT_MIDDLEWARE {
    @Override
    byte[] opening(EventId stands, Hello hello) {
      return WebpackDialect.opening(hello);
    }

    @Override
    byte[] frame(Entry entry) {
      return WebpackDialect.frame(entry.id(), entry.event());
    }

    @Override
    byte[] ping() {
      return WebpackDialect.ping();
    }
  };

  /**
   * Returns the first bytes of a stream.
   *
   * @param stands the id at which the reader stands, which is not the newest one while it has yet
   *     to be told what it missed
   */
  abstract byte[] opening(EventId stands, Hello hello);

  /** Returns the bytes of an event. */
  abstract byte[] frame(Entry entry);

  /** Returns the bytes of a sign of life, shared. */
  abstract byte[] ping();
}
