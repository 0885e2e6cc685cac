package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a reader stops sending while it waits for an answer that takes long. Jetty reads
 * nothing then, so it would learn of a closed connection only by writes that fail.
 *
 * <p>Of HTTP/1 alone, where the request is whole: later versions say by themselves that a reader
 * left. Thread-safe; looks at the socket on the thread that waits for all of them, without
 * blocking.
 */
final class JettyDeparture implements Departure, Callback {

  /** Bytes of a further request that are read at once; no browser sends one before the answer. */
  private static final int ROOM = 1024;

  private final ConnectionMetaData connection;
  private final Runnable ended;
  private boolean listening;
  private boolean over;

  /**
   * Prepares; {@link #listen} begins.
   *
   * @param ended called at most once, by any thread: the reader closed its connection, or only will
   *     not send any more, which looks the same. Must not block
   */
  JettyDeparture(HttpServletRequest request, Runnable ended) {
    this.connection =
        ServletContextRequest.getServletContextRequest(request).getConnectionMetaData();
    this.ended = ended;
  }

  /** Listens from now on. Does nothing after {@link #stop}. */
  @Override
  public synchronized void listen() {
    // A request that is there already, or a body that has yet to come, is Jetty's to read.
    if (!over
        && connection instanceof HttpConnection http
        && http.isRequestBufferEmpty()
        && http.getParser().isComplete()
        && http.getEndPoint() instanceof AbstractEndPoint socket) {
      listening = true;
      listening = socket.tryFillInterested(this);
    }
  }

  /**
   * Ends it. To be called before the answer is complete: Jetty takes a read that is pending then
   * for a mistake, and closes the connection.
   */
  @Override
  public synchronized void stop() {
    over = true;
    if (listening && connection.getConnection().getEndPoint() instanceof AbstractEndPoint socket) {
      listening = false;
      socket.getFillInterest().onFail(new IOException("No longer of interest."));
    }
  }

  /** Called by Jetty: there is something to read. */
  @Override
  public void succeeded() {
    if (ends()) {
      ended.run();
    }
  }

  /** Called by Jetty, as is {@link #succeeded}: the connection is closed. */
  @Override
  public void failed(Throwable cause) {
    synchronized (this) {
      listening = false;
      if (over) {
        return;
      }
      over = true;
    }
    ended.run();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private synchronized boolean ends() {
    listening = false;
    if (over || !(connection instanceof HttpConnection http)) {
      return false;
    }
    ByteBuffer bytes = BufferUtil.allocate(ROOM);
    int filled;
    try {
      filled = http.getEndPoint().fill(bytes);
    } catch (IOException e) {
      filled = -1;
    }
    if (filled == 0) {
      listen();
      return false;
    }
    over = true;
    if (filled > 0) {
      // The next request, which Jetty finds there after this answer.
      http.onUpgradeTo(bytes);
    }
    return filled < 0;
  }
}
