package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.event.EventId;
import dev.livereload.stream.PublishJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Takes what build tools report. */
final class PublishEndpoint {

  /** Octets of an event: some hundred problems with their frames. A longer one is refused. */
  static final int MAX_BYTES = 256 * 1024;

  /**
   * Events in a second, from all tools together; more are answered with 429. A tool that reports
   * each file by itself should report the build.
   */
  static final int MAX_EVENTS = 100;

  private static final int TOO_MANY_REQUESTS = 429;

  private final LiveReload liveReload;
  private final PostedText posted;
  private final Rate rate = new Rate(MAX_EVENTS, Duration.ofSeconds(1));

  PublishEndpoint(LiveReload liveReload, PostedText posted) {
    this.liveReload = liveReload;
    this.posted = posted;
  }

  /** Answers when the event has its id. */
  void take(Exchange exchange) throws IOException {
    HttpServletRequest request = exchange.request();
    HttpServletResponse response = exchange.response();
    if (!rate.take(System.nanoTime())) {
      response.setHeader("Retry-After", "1");
      String most = "There are more than " + MAX_EVENTS + " events in a second.";
      Reply.text(request, response, TOO_MANY_REQUESTS, most);
      return;
    }
    posted.take(
        exchange,
        PostedText.OF_PROGRAMS,
        MAX_BYTES,
        body -> liveReload.publish(PublishJson.read(body, liveReload.now().run())),
        PublishEndpoint::answer);
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, Optional<EventId> id)
      throws IOException {
    if (id.isEmpty()) {
      String most =
          "There are " + LiveReload.MAX_SOURCES + " builds already. Use one name for each build.";
      Reply.text(request, response, TOO_MANY_REQUESTS, most);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    byte[] body = (PublishJson.answer(id.get()) + "\n").getBytes(StandardCharsets.US_ASCII);
    Reply.bytes(request, response, HttpServletResponse.SC_ACCEPTED, Reply.JSON, body);
  }
}
