package dev.livereload.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 with three rules that Jetty does not have.
 *
 * <p>A request target must be a path (RFC 9112, section 3.2.1), and has no fragment. Jetty takes
 * every form, and hands on only the path of it: nobody after it can tell what was sent.
 *
 * <p>A body is sent as it is or, from HTTP/1.1 on, in chunks, said once: any other coding is one
 * that a server before this one may read in another way (RFC 9112, section 6.1).
 *
 * <p>A header must be whole in time. Jetty closes a connection that is idle, which one that sends
 * an octet now and then never is.
 */
final class StrictHttp extends HttpConnectionFactory {

  /** Time from the first octet of a request to the end of its header; then the connection ends. */
  static final Duration HEADER_WITHIN = Duration.ofSeconds(5);

  StrictHttp(HttpConfiguration http) {
    super(http);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    HttpConnection connection = new StrictConnection(getHttpConfiguration(), connector, endPoint);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class StrictConnection extends HttpConnection {

    private boolean head;

    StrictConnection(HttpConfiguration http, Connector connector, EndPoint endPoint) {
      super(http, connector, endPoint);
    }

    @Override
    protected RequestHandler newRequestHandler() {
      return new StrictRequest();
    }

    // Jetty takes a request that is none for a GET, and HEAD would get a body.
    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
      return super.newHttpStream(head ? HttpMethod.HEAD.asString() : method, uri, version);
    }

    private final class StrictRequest extends RequestHandler {

      private volatile Scheduler.@Nullable Task deadline;
      private boolean coded;
      private boolean old;

      @Override
      public void messageBegin() {
        head = false;
        if (deadline == null) {
          deadline =
              getConnector()
                  .getScheduler()
                  .schedule(this::expire, HEADER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
        super.messageBegin();
      }

      @Override
      public void startRequest(String method, String target, HttpVersion version) {
        head = HttpMethod.HEAD.is(method);
        if (!target.startsWith("/") || target.indexOf('#') >= 0) {
          throw new HttpException.RuntimeException(
              HttpStatus.BAD_REQUEST_400, "The target is no path.");
        }
        old = version.getVersion() < HttpVersion.HTTP_1_1.getVersion();
        super.startRequest(method, target, version);
      }

      @Override
      public void parsedHeader(HttpField field) {
        if (field.getHeader() == HttpHeader.TRANSFER_ENCODING) {
          if (old || coded || !"chunked".equalsIgnoreCase(field.getValue())) {
            throw new HttpException.RuntimeException(
                HttpStatus.BAD_REQUEST_400, "The body has a coding that is none.");
          }
          coded = true;
        }
        super.parsedHeader(field);
      }

      @Override
      public boolean headerComplete() {
        Scheduler.Task running = deadline;
        if (running != null) {
          running.cancel();
          deadline = null;
        }
        coded = false;
        return super.headerComplete();
      }

      private void expire() {
        if (getParser().isStart()) {
          // A browser holds connections ready on which nothing was sent yet.
          deadline = null;
        } else {
          getEndPoint().close();
        }
      }
    }
  }
}
