package dev.livereload.proxy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers where the server behind does not, at once. A navigation gets a page that waits, anything
 * else a line and a status; nothing is ever sent again, since who knows what has come of it.
 */
final class Unanswered {

  private final PageSource pages;
  private final BackendWatch watch;

  Unanswered(PageSource pages, BackendWatch watch) {
    this.pages = pages;
    this.watch = watch;
  }

  void answer(Request request, Response response, Callback callback, Throwable failure) {
    boolean asked = !isRefused(failure);
    int status =
        failure instanceof TimeoutException
            ? HttpStatus.GATEWAY_TIMEOUT_504
            : asked ? HttpStatus.BAD_GATEWAY_502 : HttpStatus.SERVICE_UNAVAILABLE_503;
    Outage outage = watch.unanswered(asked, said(failure));
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    boolean forPeople =
        request.getMethod().equals("GET")
            && ReverseProxy.wantsPage(request)
            && request.getHeaders().contains(HttpHeader.ACCEPT)
            && request.getHeaders().get(HttpHeader.ACCEPT).contains("text/html");
    if (forPeople) {
      send(response, callback, "text/html;charset=utf-8", pages.waiting(outage));
    } else {
      String line = outage.tried() + " does not answer: " + outage.why() + ".\n";
      byte[] body = line.getBytes(StandardCharsets.UTF_8);
      boolean head = request.getMethod().equals("HEAD");
      send(response, callback, "text/plain;charset=utf-8", head ? new byte[0] : body);
    }
  }

  private static void send(Response response, Callback callback, String type, byte[] body) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  // Nobody has seen the request: there was no connection to send it on.
  private static boolean isRefused(Throwable failure) {
    return failure instanceof java.net.ConnectException
        || failure instanceof java.net.SocketTimeoutException
        || failure instanceof java.net.UnknownHostException
        || failure instanceof java.nio.channels.UnresolvedAddressException;
  }

  private static String said(Throwable failure) {
    if (failure instanceof EOFException
        || failure instanceof java.nio.channels.ClosedChannelException) {
      return "it closed the connection without an answer";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
