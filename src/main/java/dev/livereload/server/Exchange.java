package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** One request at an own path and its answer, wherever they come in. */
interface Exchange {

  HttpServletRequest request();

  HttpServletResponse response();

  /**
   * Keeps the answer open, without a thread, until what {@code start} begins has completed. To be
   * called at most once, and last.
   */
  void until(Supplier<? extends CompletableFuture<?>> start);

  /** Returns threads that may wait for a reader; to be used while the answer is kept open. */
  Executor threads();

  /** Bounds what the system takes for a reader before it says that it is stuck. */
  default void boundSystemBuffer() throws IOException {
    // Where the container keeps its sockets to itself, the bound is the system's.
  }

  /**
   * Prepares to hear that the reader sends no more.
   *
   * @param ended called at most once, by any thread; must not block
   */
  default Departure departure(Runnable ended) {
    return Departure.UNNOTICED;
  }
}
