package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.stream.EventLog.Entry;
import java.util.List;

/** The answer of an {@link EventLog} to a reader that names the newest event it has seen. */
sealed interface Replay {

  /** Returns the id of the newest event of the log. */
  EventId last();

  /**
   * Exactly what was missed, merged.
   *
   * @param last the id of the newest event
   * @param entries at most one change, then at most one reload. Only the last of them carries the
   *     newest id: a reader that is cut off before it comes back for all
   */
  record Missed(EventId last, List<Entry> entries) implements Replay {

    public Missed {
      entries = List.copyOf(entries);
    }
  }

  /**
   * The log cannot tell: the id is of another run, of the future, or forgotten.
   *
   * @param last the id of the newest event
   * @param reason why, for people
   */
  record Unknown(EventId last, String reason) implements Replay {}
}
