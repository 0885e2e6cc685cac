package dev.livereload.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** An answer that takes its time, and no thread meanwhile. */
final class Later {

  private static final String BODY = Later.class.getName();

  /** Octets that Jetty takes without waiting for the reader. */
  private static final int BUFFERED = 32 * 1024;

  private Later() {}

  /** Where the body of an answer comes from. Whoever gets it closes it. */
  interface Body extends Closeable {

    /** Fills {@code buffer} as far as it can; at least one octet, or -1 at the end. */
    int read(ByteBuffer buffer) throws IOException;
  }

  /** Sends what became known. */
  interface Answer<T> {
    void send(HttpServletRequest request, HttpServletResponse response, T known) throws IOException;
  }

  /** Whether a body of so many octets is sent as its reader takes it. */
  static boolean isLong(long octets) {
    return octets > BUFFERED;
  }

  /**
   * Has {@code body} sent as its reader takes it, when the handler of the request has returned: a
   * slow reader then holds no thread. To be called last.
   */
  static void write(HttpServletRequest request, Body body) {
    request.setAttribute(BODY, body);
  }

  /** Begins to send what {@link #write} was called with for this request, if it was. */
  static void begin(Context context) throws IOException {
    if (context.req().getAttribute(BODY) instanceof Body body) {
      BodyWriter writer = new BodyWriter(context.res().getOutputStream(), body);
      context.future(writer::start);
    }
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
