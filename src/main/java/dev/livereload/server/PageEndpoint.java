package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.event.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a page that was opened as a file which file of the site it is: only so can it know what a
 * change of {@code /index.html} means for it. It says where it lies, and learns no path of the
 * disk.
 */
final class PageEndpoint {

  private static final String PARAMETER = "of";

  private final LiveReload liveReload;

  PageEndpoint(LiveReload liveReload) {
    this.liveReload = liveReload;
  }

  /** Answers with the URL path of the file that the query names; 404 where it has none. */
  void handle(Exchange exchange) throws IOException {
    HttpServletRequest request = exchange.request();
    HttpServletResponse response = exchange.response();
    Optional<UrlPath> page = file(Query.parameter(request, PARAMETER)).flatMap(liveReload::urlOf);
    if (page.isPresent()) {
      // A URL path has no character that JSON would have to escape.
      Reply.json(request, response, "{\"page\":\"" + page.get() + "\"}");
    } else {
      Reply.text(request, response, HttpServletResponse.SC_NOT_FOUND, "There is no such file.");
    }
  }

  private static Optional<Path> file(String encoded) {
    try {
      URI url = new URI(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
      // With a host it would be a file of another machine, which would be asked for it.
      return "file".equals(url.getScheme())
              && !url.isOpaque()
              && url.getRawAuthority() == null
              && !isShare(url.getPath())
          ? Optional.of(Path.of(url).toRealPath())
          : Optional.empty();
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      // Absent, or no address of a file.
      return Optional.empty();
    }
  }

  /** Whether Windows takes {@code path} for that of another machine, whichever slashes it has. */
  static boolean isShare(String path) {
    return path.matches("(?s)[/\\\\]{2}.*");
  }
}
