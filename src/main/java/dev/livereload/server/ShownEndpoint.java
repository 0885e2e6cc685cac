package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.stream.ShownJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Takes what tabs say of themselves. */
final class ShownEndpoint {

  /** Bytes of a body; a longer one is refused. A report with its two longest texts has 4 KiB. */
  static final int MAX_BYTES = 8 * 1024;

  /**
   * Reports in a second, from all tabs together: two of each that is remembered. More are answered
   * with 429, and miss in the terminal alone.
   */
  static final int MAX_REPORTS = 2_000;

  private static final int TOO_MANY_REQUESTS = 429;

  private final LiveReload liveReload;
  private final PostedText posted;
  private final Rate rate = new Rate(MAX_REPORTS, Duration.ofSeconds(1));

  ShownEndpoint(LiveReload liveReload, PostedText posted) {
    this.liveReload = liveReload;
    this.posted = posted;
  }

  void take(Exchange exchange) throws IOException {
    if (!rate.take(System.nanoTime())) {
      String most = "There are more than " + MAX_REPORTS + " reports in a second.";
      Reply.text(exchange.request(), exchange.response(), TOO_MANY_REQUESTS, most);
      return;
    }
    posted.take(
        exchange,
        PostedText.OF_PAGES,
        MAX_BYTES,
        body -> CompletableFuture.completedFuture(ShownJson.read(body)),
        (request, response, shown) -> {
          liveReload.shown(shown);
          response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
  }
}
