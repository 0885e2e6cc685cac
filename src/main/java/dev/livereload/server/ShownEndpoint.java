package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.stream.BadReportException;
import dev.livereload.stream.ShownJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes what tabs say of themselves. */
final class ShownEndpoint {

  /** Bytes of a body; a longer one is refused. A report with its two longest texts has 4 KiB. */
  static final int MAX_BYTES = 8 * 1024;

  private final LiveReload liveReload;

  ShownEndpoint(LiveReload liveReload) {
    this.liveReload = liveReload;
  }

  void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      liveReload.shown(ShownJson.read(PostedText.read(request, PostedText.OF_PAGES, MAX_BYTES)));
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } catch (PostedText.RefusedException e) {
      Reply.text(request, response, e.status(), e.sentence());
    } catch (BadReportException e) {
      String sentence = String.valueOf(e.getMessage());
      Reply.text(request, response, HttpServletResponse.SC_BAD_REQUEST, sentence);
    }
  }
}
