package dev.livereload.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * What a connection becomes after both sides have agreed on WebSocket: bytes, both ways, read no
 * faster than the other side takes them. One instance carries one direction.
 */
final class WebSocketTunnel extends AbstractConnection implements Connection.UpgradeTo {

  private static final String WEB_SOCKET = "websocket";

  private final ByteBufferPool buffers;
  private final EndPoint to;
  private final Runnable opened;
  private final Pump pump = new Pump();
  private @Nullable ByteBuffer early;

  private WebSocketTunnel(EndPoint from, EndPoint to, Request request, Runnable opened) {
    super(from, request.getComponents().getExecutor());
    this.buffers = request.getComponents().getByteBufferPool();
    this.to = to;
    this.opened = opened;
  }

  /** Whether {@code request} asks for one. Another protocol than WebSocket is not passed on. */
  static boolean isWanted(Request request) {
    HttpFields header = request.getHeaders();
    return request.getMethod().equals("GET")
        && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
        && header.contains(HttpHeader.CONNECTION, "upgrade")
        && WEB_SOCKET.equalsIgnoreCase(header.get(HttpHeader.UPGRADE));
  }

  /** Asks the server behind for one: what is hop by hop is said anew. */
  static void ask(org.eclipse.jetty.client.Request toServer) {
    toServer.headers(
        header -> header.put(HttpHeader.CONNECTION, "Upgrade").put(HttpHeader.UPGRADE, WEB_SOCKET));
  }

  /** Says to who asked that the server behind has agreed. */
  static void agree(HttpFields.Mutable header) {
    header.put(HttpHeader.CONNECTION, "Upgrade").put(HttpHeader.UPGRADE, WEB_SOCKET);
  }

  /** Joins the connections of an exchange that both sides have agreed to leave HTTP after. */
  static void open(Result exchange, Request request, Callback callback) {
    HttpRequest toServer = (HttpRequest) exchange.getRequest();
    EndPoint server = (EndPoint) toServer.getConversation().getAttribute(EndPoint.class.getName());
    EndPoint browser = request.getConnectionMetaData().getConnection().getEndPoint();
    // How long both may be silent is their own affair.
    server.setIdleTimeout(0);
    browser.setIdleTimeout(0);
    WebSocketTunnel fromServer = new WebSocketTunnel(server, browser, request, () -> {});
    WebSocketTunnel fromBrowser =
        new WebSocketTunnel(browser, server, request, () -> server.upgrade(fromServer));
    Request.unWrap(request).setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, fromBrowser);
    callback.succeeded();
  }

  // What came with the end of the header.
  @Override
  public void onUpgradeTo(ByteBuffer rest) {
    early = rest;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    opened.run();
    pump.iterate();
  }

  @Override
  public void onFillable() {
    pump.iterate();
  }

  @Override
  public boolean onIdleExpired(TimeoutException expired) {
    return false;
  }

  private void end(Throwable failure) {
    getEndPoint().close(failure);
    to.close(failure);
  }

  /** Takes one buffer from one side to the other at a time. */
  private final class Pump extends IteratingCallback {

    private @Nullable RetainableByteBuffer buffer;

    @Override
    protected Action process() throws IOException {
      ByteBuffer first = early;
      if (first != null) {
        early = null;
        to.write(this, first);
        return Action.SCHEDULED;
      }
      RetainableByteBuffer next = buffers.acquire(getInputBufferSize(), true);
      int read = getEndPoint().fill(next.getByteBuffer());
      if (read > 0) {
        buffer = next;
        to.write(this, next.getByteBuffer());
        return Action.SCHEDULED;
      }
      next.release();
      if (read == 0) {
        fillInterested();
        return Action.IDLE;
      }
      to.shutdownOutput();
      return Action.SUCCEEDED;
    }

    @Override
    protected void onSuccess() {
      RetainableByteBuffer written = buffer;
      buffer = null;
      if (written != null) {
        written.release();
      }
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
      onSuccess();
      end(failure);
    }
  }
}
