package dev.livereload.server;

import dev.livereload.stream.SseHub;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Answers polls, for networks that hold streams back. The place of one in the hub is free when it
 * is answered: over HTTP/1.1 Jetty notices no earlier that its reader left.
 */
final class ChangesEndpoint {

  private final SseHub hub;

  ChangesEndpoint(SseHub hub) {
    this.hub = hub;
  }

  /** Answers when something has happened, or with nothing within 25 s. */
  void handle(Context context) throws IOException {
    HttpServletRequest request = context.req();
    HttpServletResponse response = context.res();
    if (Reply.isHead(request)) {
      // The length is not known before something has happened.
      response.setHeader("Cache-Control", "no-store");
      response.setContentType(Reply.JSON);
      return;
    }
    Optional<CompletableFuture<String>> answer = hub.poll(Since.of(request));
    if (answer.isEmpty()) {
      Reply.text(request, response, 503, "There are too many event streams.");
    } else {
      Later.send(context, answer.get(), Reply::json);
    }
  }
}
