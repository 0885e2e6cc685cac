package dev.livereload.stream;

import dev.livereload.stream.EventLog.Entry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One event on its way to all readers: worded once in each form that one of them reads, and shared.
 * Belongs to the thread that publishes.
 */
final class Broadcast {

  private final Entry entry;
  private final Map<Dialect, byte[]> frames = new EnumMap<>(Dialect.class);
  private final Map<Dialect, String> answers = new EnumMap<>(Dialect.class);

  Broadcast(Entry entry) {
    this.entry = entry;
  }

  /** Returns the number of the event in its run. */
  long number() {
    return entry.id().number();
  }

  /** Returns the bytes for a stream. */
  byte[] frame(Dialect dialect) {
    return frames.computeIfAbsent(dialect, form -> form.frame(entry));
  }

  /** Returns the answer to a poll. */
  String answer(Dialect dialect) {
    return answers.computeIfAbsent(dialect, form -> form.answer(entry.id(), List.of(entry)));
  }
}
