package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.Source;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new reader is told first: the opening, the state, and what it has missed. */
final class Greeting {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long position;

  /**
   * @param since the id of the newest event that the reader has seen; null for one that has nothing
   *     to catch up
   * @param sources how the builds stand, at the end of {@code replay} or later
   */
  Greeting(Dialect dialect, @Nullable EventId since, Replay replay, List<Source> sources) {
    EventId last = replay.last();
    position = last.number();
    // The greeting's id is where the reader stands: were it the newest one, a reader cut off right
    // after it would come back with that, and lose what it has missed.
    EventId stands = since == null || replay.entries().isEmpty() ? last : since;
    bytes.writeBytes(dialect.opening(stands, new Hello(last.run(), position, sources)));
    replay.entries().forEach(entry -> bytes.writeBytes(dialect.frame(entry)));
  }

  /** Returns the first bytes of the stream, in one piece so that they leave in one packet. */
  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Returns the number of the newest event in them. */
  long position() {
    return position;
  }
}
