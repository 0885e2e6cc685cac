package dev.livereload.build;

import dev.livereload.event.Problem;
import java.util.List;
import java.util.Optional;

/** One run of a build. Thread-safe; {@link #run} takes a thread until the end. */
interface Run {

  /** Ends it early where that can be; what comes of it is not wanted any more. Returns at once. */
  void stop();

  /** Runs it, and returns its problems when all of it is gone; nothing where it was stopped. */
  Optional<List<Problem>> run() throws InterruptedException;
}
