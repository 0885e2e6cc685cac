package dev.livereload;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import java.nio.file.Path;

/**
 * Is told what the engine does. Called by one thread at a time, which it must not hold up, but for
 * {@link #printed}.
 */
public interface LiveReloadListener {

  /**
   * Returns one that says in the JDK's log {@code dev.livereload}, one line each, what events did
   * and what the user should know. Bridges take it to the log of an application.
   */
  static LiveReloadListener logging() {
    return new LogListener();
  }

  /**
   * An event went out.
   *
   * @param batch the files that caused it
   * @param readers how many streams and polls it was sent to
   */
  default void announced(LiveEvent event, ChangeBatch batch, int readers) {}

  /**
   * It is known what an event did: once all open tabs have said so, at the latest two seconds after
   * it went out. Once for each event, in their order.
   */
  void shown(Outcome outcome);

  /**
   * An event got its id, and is on its way to whoever listens. For every event, also for those that
   * the other methods tell of.
   */
  default void told(EventId id, LiveEvent event) {}

  /**
   * A command printed a line. On a thread of its own for each run.
   *
   * @param source the name of the build
   * @param line with escape sequences as they came
   */
  default void printed(String source, String line) {}

  /** There is something that the user should know. */
  void noticed(Notice notice);

  /** Something happened to a file that is not watched, for {@code reason}. For the curious. */
  default void ignored(Path file, String reason) {}
}
