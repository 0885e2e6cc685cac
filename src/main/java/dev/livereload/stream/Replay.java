package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.stream.EventLog.Entry;
import java.util.List;

/** The answer of an {@link EventLog} to a reader that names the newest event it has seen. */
sealed interface Replay {

  /** Returns the id of the newest event of the log. */
  EventId last();

  /**
   * Returns what the reader is to be told. Only the last of the entries carries the newest id: a
   * reader that is cut off before it comes back for all.
   */
  List<Entry> entries();

  /**
   * Exactly what was missed, merged.
   *
   * @param entries as {@link EventMerge} makes them
   */
  record Missed(EventId last, List<Entry> entries) implements Replay {

    public Missed {
      entries = List.copyOf(entries);
    }
  }

  /**
   * The log cannot tell: the id is of another run, of the future, or forgotten. One reload brings
   * any page up to date; a patch of its document would leave what else it uses as it is.
   *
   * @param reason why, for people
   */
  record Unknown(EventId last, String reason) implements Replay {

    @Override
    public List<Entry> entries() {
      return List.of(new Entry(last, new Reload(reason, false)));
    }
  }
}
