package dev.livereload.server;

import dev.livereload.stream.Poll;
import dev.livereload.stream.SseHub;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers polls, for networks that hold streams back. One whose reader sends no more is answered at
 * once: either nobody is there any more, or it asks again.
 */
final class ChangesEndpoint {

  private final SseHub hub;

  ChangesEndpoint(SseHub hub) {
    this.hub = hub;
  }

  /** Answers when something has happened, or with nothing within 25 s. */
  void handle(Exchange exchange) throws IOException {
    HttpServletRequest request = exchange.request();
    HttpServletResponse response = exchange.response();
    if (Reply.isHead(request)) {
      // The length is not known before something has happened.
      response.setHeader("Cache-Control", "no-store");
      response.setContentType(Reply.JSON);
      response.flushBuffer();
      return;
    }
    Optional<Poll> waiting = hub.poll(Access.dialect(request), Since.of(request));
    if (waiting.isEmpty()) {
      Reply.text(request, response, 503, "There are too many event streams.");
      return;
    }
    Poll poll = waiting.get();
    Departure departure = exchange.departure(poll::gone);
    departure.listen();
    Later.send(
        exchange, () -> poll.answer().whenComplete((line, lost) -> departure.stop()), Reply::json);
  }
}
