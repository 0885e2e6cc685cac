package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.event.Status;
import dev.livereload.stream.StatusJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells how things stand, to programs and to people. */
final class StatusEndpoint {

  private final LiveReload liveReload;
  private final OwnPages pages = new OwnPages();

  StatusEndpoint(LiveReload liveReload) {
    this.liveReload = liveReload;
  }

  /** Answers with JSON. */
  void handle(Exchange exchange) {
    Later.send(
        exchange,
        liveReload::status,
        (request, response, status) -> Reply.json(request, response, StatusJson.of(status)));
  }

  /** Answers with a page. It has no script tag, so whoever looks at it is not counted as a tab. */
  void handlePage(Exchange exchange) {
    Later.send(exchange, liveReload::status, this::sendPage);
  }

  private void sendPage(HttpServletRequest request, HttpServletResponse response, Status status)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    String type = MediaTypes.HTML + ";charset=utf-8";
    Reply.bytes(request, response, HttpServletResponse.SC_OK, type, pages.status(status));
  }
}
