package dev.livereload.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** An answer that takes its time, and no thread meanwhile. */
final class Later {

  private Later() {}

  /** Sends what became known. */
  interface Answer<T> {
    void send(HttpServletRequest request, HttpServletResponse response, T known) throws IOException;
  }

  /**
   * Sends the answer when {@code known} completes: on a thread for requests, since the one that
   * completes it must not wait for a reader.
   */
  static <T> void send(Context context, CompletableFuture<T> known, Answer<T> answer) {
    HttpServletRequest request = context.req();
    HttpServletResponse response = context.res();
    Executor threads =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnector()
            .getExecutor();
    context.future(
        () ->
            known.thenAcceptAsync(
                value -> {
                  try {
                    answer.send(request, response, value);
                  } catch (IOException e) {
                    // The one wrapping in which Javalin knows a reader that left.
                    throw new CompletionException(e);
                  }
                },
                threads));
  }
}
