package dev.livereload.server;

import dev.livereload.stream.BadReportException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Takes the bodies of requests that report something, in UTF-8. Thread-safe. */
final class PostedText {

  /** What pages send: one that is left can only send the second. */
  static final Set<String> OF_PAGES = Set.of(Reply.JSON, "text/plain");

  /** What programs send, too: the third is what curl says of its --data. */
  static final Set<String> OF_PROGRAMS =
      Set.of(Reply.JSON, "text/plain", "application/x-www-form-urlencoded");

  /**
   * Octets of all bodies that are on their way, together: sixty of the largest, or thousands of
   * what tabs send. What comes on top is refused.
   */
  static final int MAX_TOGETHER = 16 * 1024 * 1024;

  private final Semaphore room = new Semaphore(MAX_TOGETHER);

  /** Makes use of a body. */
  interface Use<T> {

    /**
     * Returns what the answer needs to know, when it is known.
     *
     * @throws BadReportException if the body is no report
     */
    CompletableFuture<T> make(String body) throws BadReportException;
  }

  /**
   * Reads the whole body, and answers: with what {@code use} makes of it, or why it is refused. To
   * be called last: no thread waits for a sender.
   *
   * @param types the ones that it may have
   * @param most octets
   */
  <T> void take(Exchange exchange, Set<String> types, int most, Use<T> use, Later.Answer<T> answer)
      throws IOException {
    HttpServletRequest request = exchange.request();
    // Jetty's getContentType throws where it does not know the charset.
    String type = request.getHeader("Content-Type");
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!types.contains(media)) {
      String sentence = "The body must be application/json, or the same as text/plain.";
      int status = HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
      Reply.text(request, exchange.response(), status, sentence);
      return;
    }
    BodyReader reader = new BodyReader(request, most, room);
    Later.send(exchange, () -> reader.start().thenCompose(body -> make(use, body)), answer);
  }

  private static <T> CompletableFuture<T> make(Use<T> use, byte[] body) {
    try {
      return use.make(new String(body, StandardCharsets.UTF_8));
    } catch (BadReportException e) {
      return CompletableFuture.failedFuture(
          new RefusedException(HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage())));
    }
  }
}
