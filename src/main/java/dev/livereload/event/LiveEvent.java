package dev.livereload.event;

import dev.livereload.event.Problem.Severity;
import java.time.Duration;
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
   * @param sources the builds that report here, sorted by name
   */
  record Hello(String run, long version, List<Source> sources) implements LiveEvent {

    public Hello {
      sources = List.copyOf(sources);
    }
  }

  /**
   * A build has begun.
   *
   * @param name of the source
   * @param files the changed ones that it was started for; empty where it was for none in
   *     particular
   */
  record Building(String name, List<String> files) implements LiveEvent {

    public Building {
      files = List.copyOf(files);
    }
  }

  /**
   * A build has ended: failed where it has an error.
   *
   * @param name of the source
   * @param time that it took
   * @param hash names what was built, for tools that give it a name; else the run of the server
   */
  record Built(String name, Duration time, String hash, List<Problem> problems)
      implements LiveEvent {

    public Built {
      problems = List.copyOf(problems);
    }

    /** Returns the problems for which it failed. */
    public List<Problem> errors() {
      return Source.of(Severity.ERROR, problems);
    }

    /** Returns the problems in spite of which it was good, or that it had besides. */
    public List<Problem> warnings() {
      return Source.of(Severity.WARNING, problems);
    }
  }

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
