package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Knows what the log does not: what has changed since an id that is forgotten, or of another run.
 */
public interface CatchUp {

  /** Knows nothing more than the log. */
  CatchUp NONE = id -> CompletableFuture.completedFuture(Optional.empty());

  /**
   * What has changed since an id.
   *
   * @param until an id of this run, taken before the look: the log tells what came after it
   * @param change may be empty
   */
  record Past(EventId until, LiveEvent.Change change) {}

  /**
   * Looks for what has changed since {@code id}. Called by many threads, and returns at once; the
   * reader is greeted when it completes, with nothing where nobody can tell.
   */
  CompletableFuture<Optional<Past>> since(EventId id);
}
