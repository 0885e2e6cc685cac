package dev.livereload;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import java.nio.file.Path;

/** Is told what the engine does. Called by one thread at a time, which it must not hold up. */
public interface LiveReloadListener {

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

  /** There is something that the user should know. */
  void noticed(Notice notice);

  /** Something happened to a file that is not watched, for {@code reason}. For the curious. */
  default void ignored(Path file, String reason) {}
}
