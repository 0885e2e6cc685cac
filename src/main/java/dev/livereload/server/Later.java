package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** An answer that takes its time, and no thread meanwhile. */
final class Later {

  private static final String BODY = Later.class.getName();

  /** Octets that Jetty keeps for an answer, so that it need not wait for the reader. */
  static final int BUFFERED = 32 * 1024;

  /**
   * Octets that all bodies may keep at a time while they wait for their readers: a quarter of the
   * heap, which all servers of a JVM share. Where there is no room, what can be streamed is; then a
   * long body is answered with 503, while short ones go on.
   */
  private static final Semaphore ROOM =
      new Semaphore((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4));

  private Later() {}

  /** Where the body of an answer comes from. Whoever gets it closes it. */
  interface Body extends Closeable {

    /** Fills {@code buffer} as far as it can; at least one octet, or -1 at the end. */
    int read(ByteBuffer buffer) throws IOException;

    /** Returns the octets of memory that it keeps while it waits for its reader. */
    int held();
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
   * Has {@code body} sent as its reader takes it, when the handler of the request or an {@link
   * Answer} has returned: a slow reader then holds no thread. To be called last.
   */
  static void write(HttpServletRequest request, Body body) {
    request.setAttribute(BODY, body);
  }

  /** Begins to send what {@link #write} was called with for this request, if it was. */
  static void begin(Exchange exchange) throws IOException {
    writer(exchange.request(), exchange.response())
        .ifPresent(writer -> exchange.until(writer::start));
  }

  /**
   * Whether there is memory for a body that keeps so many octets; if not, one could be streamed.
   */
  static boolean hasRoomFor(long octets) {
    return ROOM.availablePermits() >= octets;
  }

  private static Optional<BodyWriter> writer(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!(request.getAttribute(BODY) instanceof Body body)) {
      return Optional.empty();
    }
    int held = body.held();
    if (ROOM.tryAcquire(held)) {
      return Optional.of(
          new BodyWriter(response.getOutputStream(), body, () -> ROOM.release(held)));
    }
    body.close();
    response.reset();
    Access.putOnEveryAnswer(response);
    response.setHeader("Retry-After", "1");
    int status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    Reply.text(request, response, status, "Too many answers wait for their readers.");
    return Optional.empty();
  }

  /**
   * Sends the answer when what {@code start} began has completed: on a thread for requests, since
   * the one that completes it must not wait for a reader. A {@link RefusedException} is answered by
   * what it says.
   */
  static <T> void send(Exchange exchange, Supplier<CompletableFuture<T>> start, Answer<T> answer) {
    HttpServletRequest request = exchange.request();
    HttpServletResponse response = exchange.response();
    Executor threads = exchange.threads();
    exchange.until(
        () ->
            start
                .get()
                .handleAsync(
                    (known, failure) -> {
                      try {
                        if (failure == null) {
                          answer.send(request, response, known);
                        } else {
                          refuse(request, response, failure);
                        }
                        return writer(request, response);
                      } catch (IOException e) {
                        // The one wrapping in which Javalin knows a reader that left.
                        throw new CompletionException(e);
                      }
                    },
                    threads)
                .thenCompose(
                    writer ->
                        writer
                            .map(BodyWriter::start)
                            .orElseGet(() -> CompletableFuture.completedFuture(null))));
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, Throwable failure)
      throws IOException {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof RefusedException refused)) {
      throw new CompletionException(cause);
    }
    Reply.text(request, response, refused.status(), refused.sentence());
  }
}
