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
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
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

  ProxyFilter(ReverseProxy proxy, Predicate<HttpServletRequest> passedOn) {
    this.proxy = proxy;
    this.passedOn = passedOn;
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
    proxy.handle(plain, unWrap(request.getServletContextResponse()), done);
  }

  private static Response unWrap(Response response) {
    Response inner = response;
    while (inner instanceof Response.Wrapper wrapper) {
      inner = wrapper.getWrapped();
    }
    return inner;
  }
}
