package dev.livereload.server;

import dev.livereload.event.EventId;
import dev.livereload.stream.Dialect;
import dev.livereload.stream.SseHub;
import dev.livereload.stream.StreamSink;
import dev.livereload.stream.Subscription;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens event streams. A stream holds no thread: it is written to when its reader can take more.
 */
final class SseEndpoint {

  // Jetty keeps this much outside the heap for each open response; its default is 32 KiB.
  private static final int BUFFER = 1024;

  // Every browser begins with it, and none of the programs that read this stream otherwise.
  private static final String BROWSER = "Mozilla/";

  private final SseHub hub;

  SseEndpoint(SseHub hub) {
    this.hub = hub;
  }

  /** Answers with the native stream, which goes on after this returns. */
  void handle(Exchange exchange) throws IOException {
    open(exchange, Access.dialect(exchange.request()), Since.of(exchange.request()));
  }

  /** The same in webpack-hot-middleware's words, which have no ids to catch up by. */
  void handleWebpack(Exchange exchange) throws IOException {
    String agent = exchange.request().getHeader("User-Agent");
    boolean page = agent != null && agent.startsWith(BROWSER);
    open(exchange, page ? Dialect.WEBPACK_PAGE : Dialect.WEBPACK_HOT_MIDDLEWARE, null);
  }

  private void open(Exchange exchange, Dialect dialect, @Nullable EventId since)
      throws IOException {
    HttpServletRequest request = exchange.request();
    HttpServletResponse response = exchange.response();
    if (!wantsStream(request)) {
      Reply.text(request, response, 406, "This address answers with text/event-stream.");
      return;
    }
    if (Reply.isHead(request)) {
      promise(response);
      // Else Jetty would say that the stream is empty.
      response.flushBuffer();
      return;
    }
    response.setBufferSize(BUFFER);
    exchange.boundSystemBuffer();
    ServletSink sink = new ServletSink(exchange);
    Optional<Subscription> subscription = hub.subscribe(dialect, since, sink);
    if (subscription.isEmpty()) {
      Reply.text(request, response, 503, "There are too many event streams.");
      return;
    }
    promise(response);
    exchange.until(
        () -> {
          sink.connect(subscription.get());
          return sink.ended;
        });
  }

  private static void promise(HttpServletResponse response) {
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-cache, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
  }

  private static boolean wantsStream(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept == null || accept.contains("text/event-stream") || accept.contains("*/*");
  }

  /** The sink of one response. */
  private static final class ServletSink implements StreamSink, WriteListener {

    private final ServletOutputStream out;
    private final Departure departure;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;
    private boolean unflushed;

    ServletSink(Exchange exchange) throws IOException {
      this.out = exchange.response().getOutputStream();
      this.departure = exchange.departure(this::probe);
    }

    void connect(Subscription to) {
      subscription = to;
      out.setWriteListener(this);
      departure.listen();
    }

    @Override
    public boolean ready() throws IOException {
      if (unflushed && out.isReady()) {
        out.flush();
        unflushed = false;
      }
      return out.isReady();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
      unflushed = true;
    }

    @Override
    public void close() {
      departure.stop();
      ended.complete(null);
    }

    @Override
    public void onWritePossible() {
      Subscription to = subscription;
      if (to != null) {
        to.writable();
      }
    }

    private void probe() {
      Subscription to = subscription;
      if (to != null) {
        to.probe();
      }
    }

    @Override
    public void onError(Throwable failure) {
      Subscription to = subscription;
      if (to != null) {
        to.gone();
      }
    }
  }
}
