package dev.livereload.server;

import dev.livereload.proxy.ReverseProxy;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Sets up what is below the routes: port, threads, the filter before every route, error pages. */
final class JettySetUp {

  /** Threads for requests. Files are read by them; streams hold none. Further requests wait. */
  private static final int MAX_THREADS = 32;

  /** After so many milliseconds without a request a thread ends. */
  private static final int IDLE_MILLIS = 60_000;

  /**
   * Octets of a request line and its header. A longer one is answered with 414 or 431. Jetty's 8
   * KiB are less than the cookies that other servers on localhost leave.
   */
  private static final int MAX_HEADER = 32 * 1024;

  /**
   * Connections at a time: as many streams as there may be, and room for their pages. Further ones
   * wait, and those that are silent for {@link #CROWDED_MILLIS} end.
   */
  private static final int MAX_CONNECTIONS = 10_000;

  /** Milliseconds: more than there are between two signs of life of a stream. */
  private static final int CROWDED_MILLIS = 5_000;

  private JettySetUp() {}

  static void apply(
      JavalinConfig config,
      GuardFilter guard,
      Optional<Tls> tls,
      List<InetAddress> addresses,
      Ports ports) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    // It is a thread that keeps the JVM alive for five seconds.
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new ErrorText());
          server.addBean(limit(server));
        });
    config.jetty.modifyServletContextHandler(
        context -> {
          FilterHolder filter = new FilterHolder(guard);
          context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
          context.setErrorHandler(new ErrorText());
        });
    OpenOnce connectors = new OpenOnce(tls, addresses, ports);
    for (int i = 0; i < addresses.size(); i++) {
      int index = i;
      config.jetty.addConnector(
          (server, http) -> {
            http.setRequestHeaderSize(MAX_HEADER);
            http.setMaxResponseHeaderSize(ReverseProxy.MAX_PASSED_HEADER);
            http.setOutputBufferSize(Later.BUFFERED);
            http.setOutputAggregationSize(Later.BUFFERED);
            return connectors.open(server, http).get(index);
          });
    }
  }

  /** Has the requests that are {@code passedOn}, after the guard, go to {@code proxy}. */
  static void apply(
      JavalinConfig config,
      ReverseProxy proxy,
      Predicate<HttpServletRequest> passedOn,
      Optional<TokenGate> gate) {
    config.jetty.modifyServer(
        server -> {
          proxy.setServer(server);
          server.addBean(proxy);
        });
    config.jetty.modifyServletContextHandler(
        context ->
            context.addFilter(
                new FilterHolder(new ProxyFilter(proxy, passedOn, gate)),
                "/*",
                EnumSet.of(DispatcherType.REQUEST)));
  }

  private static NetworkConnectionLimit limit(Server server) {
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, server);
    limit.setEndPointIdleTimeout(CROWDED_MILLIS);
    return limit;
  }

  private static QueuedThreadPool threads() {
    // A queue of the JDK: Jetty's own asks the platform's MBeans for its size, a tenth of the
    // start.
    QueuedThreadPool pool =
        new QueuedThreadPool(MAX_THREADS, 4, IDLE_MILLIS, new LinkedBlockingQueue<>());
    pool.setName("livereload-http");
    pool.setDaemon(true);
    return pool;
  }

  /** Javalin asks for the connectors one by one; the port is opened on all addresses or on none. */
  private static final class OpenOnce {

    private final Optional<Tls> tls;
    private final List<InetAddress> addresses;
    private final Ports ports;
    private List<ServerConnector> opened = List.of();

    OpenOnce(Optional<Tls> tls, List<InetAddress> addresses, Ports ports) {
      this.tls = tls;
      this.addresses = addresses;
      this.ports = ports;
    }

    List<ServerConnector> open(Server server, HttpConfiguration http) {
      if (opened.isEmpty()) {
        try {
          opened = Connectors.open(server, http, tls, addresses, ports);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return opened;
    }
  }
}
