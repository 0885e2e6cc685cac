package dev.livereload.servlet;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.livereload.LiveReloadListener;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import dev.livereload.server.RawHttp;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application of somebody else, in Jetty on a free port, with the filter. */
final class App implements AutoCloseable {

  /** Milliseconds after which a test fails. */
  static final int DEADLINE = 10_000;

  /** A request says with it that it comes from another machine, and is believed here. */
  static final String PEER = "X-Forwarded-For: ";

  /** One of its pages. */
  interface Page {
    void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
  private final String context;

  private App(String context) {
    this.context = context;
  }

  /** Starts one that watches {@code folder}, below no path. */
  static App watching(Path folder) throws Exception {
    return at("", live -> live.enabled(true).watch(folder));
  }

  /** Starts one below {@code context}. */
  static App at(String context, Consumer<LiveReloadConfig> configure) throws Exception {
    App app = new App(context);
    LiveReloadConfig config = new LiveReloadConfig().listener(app.new Recorder());
    configure.accept(config);
    app.start(new LiveReloadFilter(config));
    return app;
  }

  /** Starts one with that filter. */
  static App with(LiveReloadFilter filter, String context) throws Exception {
    App app = new App(context);
    app.start(filter);
    return app;
  }

  private void start(LiveReloadFilter filter) throws Exception {
    ServletContextHandler handler = new ServletContextHandler();
    handler.setContextPath(context.isEmpty() ? "/" : context);
    ServletHolder servlet = new ServletHolder(new AllPages());
    servlet.setAsyncSupported(true);
    handler.addServlet(servlet, "/*");
    handler.addServletContainerInitializer(
        (classes, started) -> LiveReloadFilter.addTo(started, filter));
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(404, "/missing");
    handler.setErrorHandler(errors);
    server.setHandler(handler);
    server
        .getConnectors()[0]
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .addCustomizer(new ForwardedRequestCustomizer());
    server.start();
    filter.ready().get(DEADLINE, TimeUnit.MILLISECONDS);
  }

  /** Adds a page at {@code path}, below the context path. */
  App with(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  RawHttp http() {
    return new RawHttp(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  /** Waits for the next notice. */
  Notice notice() throws InterruptedException {
    Notice notice = notices.poll(DEADLINE, TimeUnit.MILLISECONDS);
    assertNotNull(notice, "Nothing was said.");
    return notice;
  }

  /** Returns the next notice, or nothing where there is none yet. */
  Optional<Notice> noticed() {
    return Optional.ofNullable(notices.poll());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError("It does not end.", e);
    }
  }

  private final class AllPages extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      Object included = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
      Object path = included == null ? request.getServletPath() : included;
      Object info = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
      Object rest = included == null ? request.getPathInfo() : info;
      Page page = pages.get(path + (rest == null ? "" : rest.toString()));
      if (page == null) {
        response.sendError(404);
      } else {
        page.answer(request, response);
      }
    }
  }

  private final class Recorder implements LiveReloadListener {
    @Override
    public void shown(Outcome outcome) {
      // What the pages of this test made of it, is another one's.
    }

    @Override
    public void noticed(Notice notice) {
      notices.add(notice);
    }
  }
}
