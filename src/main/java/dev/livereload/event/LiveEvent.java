package dev.livereload.event;

import java.util.List;

/**
 * What a page, a build tool or the terminal is told. The native stream sends each as one named
 * event; {@code docs/protocol.md} has the bytes.
 */
public sealed interface LiveEvent {

  /**
   * The first event of a stream, to its reader alone.
   *
   * @param run the name of this run of the server
   * @param version the number of the newest event
   */
  record Hello(String run, long version) implements LiveEvent {}

  /** Files that a page may use have changed. Each list is sorted. */
  record Change(List<UrlPath> added, List<UrlPath> removed, List<UrlPath> updated)
      implements LiveEvent {

    public Change {
      added = added.stream().sorted().toList();
      removed = removed.stream().sorted().toList();
      updated = updated.stream().sorted().toList();
    }

    /** Whether nothing has changed after all: such an event is not sent. */
    public boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty() && updated.isEmpty();
    }
  }

  /**
   * The document may be out of date, for a reason that has no URL.
   *
   * @param reason for people, one line
   * @param patch whether patching may do; false asks for a navigation
   */
  record Reload(String reason, boolean patch) implements LiveEvent {}

  /** Says that the stream is alive. Carries no id. */
  record Ping() implements LiveEvent {}
}
