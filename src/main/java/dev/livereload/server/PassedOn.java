package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/**
 * Which requests a server behind this one answers: all but those of the server's own paths, and
 * those that read a file of a folder that is mounted. Thread-safe.
 */
final class PassedOn implements Predicate<HttpServletRequest> {

  private final SiteFiles files;

  PassedOn(SiteFiles files) {
    this.files = files;
  }

  @Override
  public boolean test(HttpServletRequest request) {
    return !Routes.isReserved(request.getRequestURI()) && !isMounted(request);
  }

  private boolean isMounted(HttpServletRequest request) {
    if (!request.getMethod().equals("GET") && !Reply.isHead(request)) {
      return false;
    }
    try {
      return files.find(RequestPath.parse(RawTarget.of(request))).isPresent();
    } catch (RequestPath.BadTargetException e) {
      // No file has such a path; what else it may mean is not ours to say.
      return false;
    }
  }
}
