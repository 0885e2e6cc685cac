package dev.livereload.proxy;

import dev.livereload.page.ScriptTag;
import dev.livereload.proxy.Forwarding.Asked;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response.CompleteListener;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Answers as the server behind this one does: Jetty's proxy, with the rules of {@link Upstream} for
 * headers, the script tag in pages, and a tunnel for what upgrades its connection.
 *
 * <p>Nothing is stored on the way: bodies go through as fast as who reads them takes them. A
 * request is sent once; what happens when nobody answers is {@link Unanswered}'s. Thread-safe.
 */
public final class ReverseProxy extends ProxyHandler {

  /** Milliseconds after which a server that does not accept a connection counts as absent. */
  private static final int CONNECT_MILLIS = 5_000;

  /**
   * Milliseconds for which a connection is kept for the next request: less than the servers' own (5
   * s in Node), so that no request meets one that the server is about to close.
   */
  private static final int KEEP_MILLIS = 4_000;

  /**
   * Connections to the server at a time; each stream and each slow answer holds one. Further
   * requests wait.
   */
  private static final int CONNECTIONS = 1_000;

  /** Octets of the header of an answer, as many as of a request. A longer one becomes a 502. */
  private static final int MAX_HEADER = 32 * 1024;

  /** Octets of a header that goes on, either way: with room for what is added to it here. */
  public static final int MAX_PASSED_HEADER = MAX_HEADER + 8 * 1024;

  private final Upstream upstream;
  private final PageSource pages;
  private final Unanswered unanswered;
  private final PassedUrls passed = new PassedUrls();

  /** Makes a proxy, to be started as a part of a Jetty server. */
  public ReverseProxy(Upstream upstream, PageSource pages, BackendWatch watch) {
    this.upstream = upstream;
    this.pages = pages;
    this.unanswered = new Unanswered(pages, watch);
    setViaHost("livereload");
  }

  @Override
  protected HttpClient newHttpClient() {
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(getServer().getThreadPool());
    connector.setSelectors(1);
    if (upstream.secure()) {
      connector.setSslContextFactory(tls());
    }
    return new HttpClient(new HttpClientTransportDynamic(connector));
  }

  private SslContextFactory.Client tls() {
    SslContextFactory.Client tls = new SslContextFactory.Client();
    if (upstream.local()) {
      // Its certificate is one that somebody made for it; what stays on this machine is not spied
      // on by who could forge one.
      tls.setTrustAll(true);
      tls.setEndpointIdentificationAlgorithm(null);
    }
    return tls;
  }

  @Override
  protected void configureHttpClient(HttpClient client) {
    super.configureHttpClient(client);
    // What the browser did not say is not said.
    client.setUserAgentField(null);
    client.setConnectTimeout(CONNECT_MILLIS);
    client.setIdleTimeout(KEEP_MILLIS);
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setMaxRequestHeadersSize(MAX_PASSED_HEADER);
    client.setMaxResponseHeadersSize(MAX_HEADER);
  }

  @Override
  protected HttpURI rewriteHttpURI(Request request) {
    return HttpURI.from(upstream.origin());
  }

  @Override
  protected org.eclipse.jetty.client.Request newProxyToServerRequest(
      Request request, HttpURI server) {
    String target = request.getHttpURI().getPathQuery();
    return new RawRequest(getHttpClient(), upstream.origin(), target)
        .method(request.getMethod())
        // A stream may be silent for as long as it likes.
        .idleTimeout(0, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void copyRequestHeaders(Request request, org.eclipse.jetty.client.Request toServer) {
    super.copyRequestHeaders(request, toServer);
    boolean page = pages.tag().isPresent() && wantsPage(request);
    toServer.headers(header -> Forwarding.request(header, upstream, asked(request), page));
    if (request.getHeaders().contains(HttpHeader.TRAILER)) {
      toServer.headers(
          header -> request.getHeaders().getFields(HttpHeader.TRAILER).forEach(header::add));
      toServer.trailersSupplier(() -> Forwarding.trailers(request.getTrailers()));
    }
    if (!request.getHeaders().contains(HttpHeader.CONTENT_TYPE)) {
      // Jetty's client names one of its own for a body of unknown kind.
      toServer.onRequestBegin(
          sent -> sent.headers(header -> header.remove(HttpHeader.CONTENT_TYPE)));
    }
    if (WebSocketTunnel.isWanted(request)) {
      WebSocketTunnel.ask(toServer);
    }
  }

  @Override
  protected org.eclipse.jetty.client.Request.Content newProxyToServerRequestContent(
      Request request, Response response, org.eclipse.jetty.client.Request toServer) {
    return new WholeBody(
        super.newProxyToServerRequestContent(request, response, toServer), request.getLength());
  }

  // Only who asked first is named, and only in the one way that frameworks read most.
  @Override
  protected void addForwardedHeader(Request request, org.eclipse.jetty.client.Request toServer) {}

  @Override
  protected CompleteListener newServerToProxyResponseListener(
      Request request,
      org.eclipse.jetty.client.Request toServer,
      Response response,
      Callback callback) {
    Optional<ScriptTag> tag = wantsPage(request) ? pages.tag() : Optional.empty();
    return new Answer(upstream, pages, passed, this::failed, request, response, callback, tag);
  }

  private void failed(Request request, Response response, Callback callback, Throwable failure) {
    if (response.isCommitted()) {
      // Only a broken connection can say now that the rest does not come.
      callback.failed(failure);
    } else {
      unanswered.answer(request, response, callback, failure);
    }
  }

  /** Returns what pages have got besides themselves. */
  public PassedUrls passed() {
    return passed;
  }

  static boolean wantsPage(Request request) {
    return PageRewriter.wantsPage(request.getMethod(), request.getHeaders());
  }

  static Asked asked(Request request) {
    String scheme = request.isSecure() ? "https" : "http";
    String host = request.getHeaders().get(HttpHeader.HOST);
    String authority = host == null ? request.getHttpURI().getAuthority() : host;
    return new Asked(scheme, authority, Request.getRemoteAddr(request));
  }
}
