package dev.livereload.server;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * TLS whose handshake must be whole in time, as {@link StrictHttp} asks of a header: Jetty waits
 * for as long as an octet comes now and then.
 */
final class StrictTls extends SslConnectionFactory {

  StrictTls(SslContextFactory.Server context, String next) {
    super(context, next);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    Connection connection = super.newConnection(connector, endPoint);
    Scheduler.Task deadline =
        connector
            .getScheduler()
            .schedule(endPoint::close, StrictHttp.HEADER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    ((SslConnection) connection)
        .addHandshakeListener(
            new SslHandshakeListener() {
              @Override
              public void handshakeSucceeded(Event event) {
                deadline.cancel();
              }

              @Override
              public void handshakeFailed(Event event, Throwable failure) {
                deadline.cancel();
              }
            });
    return connection;
  }
}
