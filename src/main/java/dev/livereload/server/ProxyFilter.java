package dev.livereload.server;

import dev.livereload.proxy.ReverseProxy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands between the guard and the routes: hands everything that is no path of the server's own to
 * the proxy, below the servlet API, which would take bodies apart and hold streams back.
 */
final class ProxyFilter implements Filter {

  private final ReverseProxy proxy;
  private final Predicate<HttpServletRequest> passedOn;
  private final Optional<TokenGate> gate;

  ProxyFilter(
      ReverseProxy proxy, Predicate<HttpServletRequest> passedOn, Optional<TokenGate> gate) {
    this.proxy = proxy;
    this.passedOn = passedOn;
    this.gate = gate;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!passedOn.test((HttpServletRequest) anyRequest)) {
      chain.doFilter(anyRequest, response);
      return;
    }
    ServletContextRequest request = ServletContextRequest.getServletContextRequest(anyRequest);
    AsyncContext answered = anyRequest.startAsync();
    answered.setTimeout(0);
    Request plain = Request.unWrap(request);
    // A stream may be silent for as long as it likes; who has left is noticed by the next write.
    plain.addIdleTimeoutListener(timeout -> false);
    Callback done =
        Callback.from(
            answered::complete,
            failure -> {
              request.getServletChannel().abort(failure);
              answered.complete();
            });
    proxy.handle(withoutToken(plain), unWrap(request.getServletContextResponse()), done);
  }

  // The query and the cookie that may hold it do not come as far: see GuardFilter and Forwarding.
  private Request withoutToken(Request request) {
    List<String> values = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
    List<String> theirs =
        values.stream().filter(value -> gate.isEmpty() || !gate.get().authorizes(value)).toList();
    if (theirs.size() == values.size()) {
      return request;
    }
    HttpFields.Mutable header = HttpFields.build(request.getHeaders());
    header.remove(HttpHeader.AUTHORIZATION);
    theirs.forEach(value -> header.add(HttpHeader.AUTHORIZATION, value));
    return new WithHeader(request, header.asImmutable());
  }

  private static Response unWrap(Response response) {
    Response inner = response;
    while (inner instanceof Response.Wrapper wrapper) {
      inner = wrapper.getWrapped();
    }
    return inner;
  }

  private static final class WithHeader extends Request.Wrapper {

    private final HttpFields header;

    WithHeader(Request request, HttpFields header) {
      super(request);
      this.header = header;
    }

    @Override
    public HttpFields getHeaders() {
      return header;
    }
  }
}
