package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one run of the server, so that a reader that was away gets what it missed.
 *
 * <p>One thread appends; any thread reads.
 */
public final class EventLog {

  /**
   * An event and its place in the run.
   *
   * @param id the position
   * @param event any but a greeting or a sign of life
   */
  public record Entry(EventId id, LiveEvent event) {}

  /**
   * Events kept: an hour of one save every four seconds. A reader that missed more is told to
   * reload, which costs it one navigation.
   */
  static final int EVENTS_KEPT = 1_000;

  /**
   * URL paths, names of files and problems kept over all events, about 20 MB. Without it a few
   * switches between large branches, each one event of many thousand files, would be kept for the
   * whole run. The newest event is kept whatever its size; otherwise as above.
   */
  static final int PATHS_KEPT = 100_000;

  /** A problem with its frame is as large as so many paths. */
  private static final int PATHS_OF_A_PROBLEM = 10;

  private final int eventsKept;
  private final int pathsKept;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final SourceStates sources = new SourceStates();
  private int paths;
  private EventId last;

  /**
   * Starts the log of a run.
   *
   * @param run the name of the run, see {@link EventId}
   */
  public EventLog(String run) {
    this(run, EVENTS_KEPT, PATHS_KEPT);
  }

  EventLog(String run, int eventsKept, int pathsKept) {
    this.last = new EventId(run, 0);
    this.eventsKept = eventsKept;
    this.pathsKept = pathsKept;
  }

  /**
   * Gives {@code event} the next id and keeps it; forgets the oldest ones over the limits.
   *
   * @throws IllegalArgumentException if it is a greeting or a sign of life, which have no place in
   *     a run
   */
  public synchronized Entry append(LiveEvent event) {
    int added = weight(event);
    last = last.next();
    Entry entry = new Entry(last, event);
    entries.addLast(entry);
    sources.take(event);
    paths += added;
    while (entries.size() > 1 && (entries.size() > eventsKept || paths > pathsKept)) {
      paths -= weight(entries.removeFirst().event());
    }
    return entry;
  }

  /** Returns the id of the newest event, or the one before the first where there is none yet. */
  public synchronized EventId last() {
    return last;
  }

  /** Returns how the builds stand, sorted by name. */
  public synchronized List<Source> sources() {
    return sources.all();
  }

  /**
   * Returns what a reader has missed, merged.
   *
   * @param seen the id of its newest event; null for one that has missed nothing
   */
  Replay since(@Nullable EventId seen) {
    EventId newest;
    List<Entry> missed;
    synchronized (this) {
      if (seen == null) {
        return new Replay.Missed(last, List.of());
      }
      if (!seen.run().equals(last.run())) {
        return new Replay.Unknown(last, "the server was restarted");
      }
      if (seen.number() > last.number()) {
        return new Replay.Unknown(last, "the page is ahead of the server");
      }
      if (last.number() - seen.number() > entries.size()) {
        return new Replay.Unknown(last, "more was missed than the server remembers");
      }
      newest = last;
      missed = entries.stream().skip(entries.size() - (last.number() - seen.number())).toList();
    }
    return new Replay.Missed(newest, EventMerge.merge(seen, missed));
  }

  /**
   * Returns what a reader has missed, merged: what {@code past} says, and what came after that.
   *
   * @param seen the id that {@code past} is the answer to
   */
  Replay since(EventId seen, CatchUp.Past past) {
    Replay rest = since(past.until());
    if (past.change().isEmpty() || rest instanceof Replay.Unknown) {
      return rest;
    }
    List<Entry> missed = new ArrayList<>();
    missed.add(new Entry(past.until(), past.change()));
    missed.addAll(rest.entries());
    return new Replay.Missed(rest.last(), EventMerge.merge(seen, missed));
  }

  private static int weight(LiveEvent event) {
    if (event instanceof LiveEvent.Change change) {
      return change.added().size() + change.removed().size() + change.updated().size();
    }
    if (event instanceof LiveEvent.Building building) {
      return 1 + building.files().size();
    }
    if (event instanceof LiveEvent.Built built) {
      return 1 + built.problems().size() * PATHS_OF_A_PROBLEM;
    }
    if (event instanceof LiveEvent.Reload) {
      return 1;
    }
    throw new IllegalArgumentException("Not an event of a run: " + event);
  }
}
