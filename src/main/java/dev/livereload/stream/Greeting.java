package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.stream.EventLog.Entry;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new reader is told first: the opening, the greeting, and what it has missed. */
final class Greeting {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long position;

  /**
   * @param since the id of the newest event that the reader has seen; null for one that has nothing
   *     to catch up
   */
  Greeting(EventLog log, @Nullable EventId since) {
    Replay replay = log.since(since == null ? log.last() : since);
    List<Entry> missed = missed(replay);
    EventId last = replay.last();
    // The greeting's id is where the reader stands: were it the newest one, a reader cut off right
    // after it would come back with that, and lose what it has missed.
    EventId stands = since == null || missed.isEmpty() ? last : since;
    position = last.number();
    bytes.writeBytes(NativeDialect.opening());
    bytes.writeBytes(NativeDialect.frame(stands, new Hello(last.run(), position)));
    missed.forEach(entry -> bytes.writeBytes(NativeDialect.frame(entry.id(), entry.event())));
  }

  /** Returns the first bytes of the stream, in one piece so that they leave in one packet. */
  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Returns the number of the newest event in them. */
  long position() {
    return position;
  }

  private static List<Entry> missed(Replay replay) {
    if (replay instanceof Replay.Missed missed) {
      return missed.entries();
    }
    if (replay instanceof Replay.Unknown unknown) {
      return List.of(new Entry(unknown.last(), new Reload(unknown.reason(), true)));
    }
    throw new AssertionError(replay);
  }
}
