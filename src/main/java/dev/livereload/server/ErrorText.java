package dev.livereload.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What is said where Jetty answers before the routes: one line of plain text, in place of its page
 * with the request's own words in it.
 */
final class ErrorText implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // What Jetty takes for a version of HTTP is part of a request line that is none.
    int status =
        response.getStatus() == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
            ? HttpStatus.BAD_REQUEST_400
            : response.getStatus();
    response.setStatus(status);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    String line = HttpStatus.getMessage(status) + "\n";
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, line.length());
    Content.Sink.write(response, true, "HEAD".equals(request.getMethod()) ? "" : line, callback);
    return true;
  }
}
