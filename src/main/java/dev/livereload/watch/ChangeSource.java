package dev.livereload.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Says where to look. May say so too often, never too seldom without saying {@link Sink#lost}. */
interface ChangeSource extends AutoCloseable {

  /** Told from the source's own thread; returns at once. */
  interface Sink {

    /** Something may have happened to {@code path}, or, where it is a folder, to all in it. */
    void hint(Path path);

    /** The system gives no events for what lies directly in {@code folder}. */
    void deaf(Path folder, IOException reason);

    /** Events were lost: everything may have changed, and this source may have gone deaf. */
    void lost(Exception reason);
  }

  /**
   * Begins.
   *
   * @return completes when every folder is watched; fails where the system allows none
   */
  CompletableFuture<Void> start();

  /** Ends; nothing is told any more once this has returned. */
  @Override
  void close();
}
