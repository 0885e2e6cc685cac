package dev.livereload.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.ConnectionMetaData;

/** In the server's own Javalin, on its own Jetty. */
record JavalinExchange(Context context) implements Exchange {

  // The system would take 2.5 MB for a reader on this machine before it says that it is stuck.
  private static final int SYSTEM_BUFFER = 64 * 1024;

  @Override
  public HttpServletRequest request() {
    return context.req();
  }

  @Override
  public HttpServletResponse response() {
    return context.res();
  }

  @Override
  public void until(Supplier<? extends CompletableFuture<?>> start) {
    context.future(start);
  }

  @Override
  public Executor threads() {
    return connection().getConnector().getExecutor();
  }

  @Override
  public void boundSystemBuffer() throws IOException {
    Object transport = connection().getConnection().getEndPoint().getTransport();
    if (transport instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SYSTEM_BUFFER);
    }
  }

  @Override
  public Departure departure(Runnable ended) {
    return new JettyDeparture(context.req(), ended);
  }

  private ConnectionMetaData connection() {
    return ServletContextRequest.getServletContextRequest(context.req()).getConnectionMetaData();
  }
}
