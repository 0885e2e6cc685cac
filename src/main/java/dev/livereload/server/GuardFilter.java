package dev.livereload.server;

import dev.livereload.server.Guard.Asked;
import dev.livereload.server.Guard.Refusal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Stands before every route: asks the guard, and puts on each answer what each must carry. */
final class GuardFilter implements Filter {

  /**
   * Pieces of a body that are looked at, each at most as large as Jetty's input buffer. The
   * connection ends where more come.
   */
  private static final int BODY_CHUNKS = 16;

  private static final String TOKEN_CURE = "Open the address that it printed when it started.";

  private final Access access;
  private final Optional<TokenGate> gate;
  private final SiteHeaders headers;
  private final Predicate<HttpServletRequest> passedOn;

  /**
   * @param gate where other machines can connect
   * @param headers of the answers at the site's own paths
   * @param passedOn whether a request is answered by a server behind this one
   */
  GuardFilter(
      Access access,
      Optional<TokenGate> gate,
      SiteHeaders headers,
      Predicate<HttpServletRequest> passedOn) {
    this.access = access;
    this.gate = gate;
    this.headers = headers;
    this.passedOn = passedOn;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) anyRequest;
    HttpServletResponse response = (HttpServletResponse) anyResponse;
    Access.putOnEveryAnswer(response);
    Optional<String> unlocked = access.unlocked(request.getRequestURI());
    Asked asked = Access.asked(request, request.getRequestURI(), hosts(request), unlocked);
    boolean passed = passedOn.test(request);
    // What its body and its target mean is for the server behind to judge.
    Optional<Refusal> refusal =
        passed ? access.guard().checkPassedOn(asked) : judge(request, asked);
    if (refusal.isPresent()) {
      Access.refuse(request, response, asked, refusal.get());
    } else if (gate.isPresent()
        && unlocked.isEmpty()
        && Access.isHeldUp(request, response, gate.get(), TOKEN_CURE)) {
      return;
    } else if (request.getMethod().equals("OPTIONS") && !passed) {
      // A preflight learns nothing: no allow headers.
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      access.share(request, response, asked);
      if (!asked.place().own()) {
        headers.put(response);
      }
      chain.doFilter(Access.at(unlocked, request), response);
    }
  }

  private Optional<Refusal> judge(HttpServletRequest request, Asked asked) {
    Optional<Refusal> refusal =
        access
            .guard()
            .check(asked)
            .or(() -> badTarget(request))
            .or(() -> otherMethod(request))
            .or(() -> webSocket(request));
    boolean readByRoute = refusal.isEmpty() && request.getMethod().equals("POST");
    return readByRoute ? refusal : badBody(request).or(() -> refusal);
  }

  // HTTP/2 says it as a part of the address, and may say it again.
  private static List<String> hosts(HttpServletRequest request) {
    List<String> hosts = Collections.list(request.getHeaders("Host"));
    String authority =
        ServletContextRequest.getServletContextRequest(request).getHttpURI().getAuthority();
    if (isHttp2(request) && authority != null && !hosts.contains(authority)) {
      hosts.add(authority);
    }
    return hosts;
  }

  private static boolean isHttp2(HttpServletRequest request) {
    return request.getProtocol().equals("HTTP/2.0");
  }

  // No route reads this body, so nobody else would notice that what comes after this request is not
  // what another server before us takes for the next one.
  private static Optional<Refusal> badBody(HttpServletRequest request) {
    Request core = ServletContextRequest.getServletContextRequest(request);
    for (int chunks = 0; chunks < BODY_CHUNKS; chunks++) {
      Content.Chunk chunk = core.read();
      if (chunk == null) {
        return Optional.empty();
      }
      if (Content.Chunk.isFailure(chunk)) {
        return Refusal.of(HttpServletResponse.SC_BAD_REQUEST, "The body of the request is broken.");
      }
      chunk.release();
      if (chunk.isLast()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  // Javalin would take it for the method, which the guard has judged by the request line.
  private static Optional<Refusal> otherMethod(HttpServletRequest request) {
    return request.getHeader("X-HTTP-Method-Override") == null
        ? Optional.empty()
        : Refusal.of(HttpServletResponse.SC_BAD_REQUEST, "The method is that of the request line.");
  }

  // Javalin would open a session for it, with a cookie, before it finds that there is none.
  private static Optional<Refusal> webSocket(HttpServletRequest request) {
    return request.getHeader("Sec-WebSocket-Key") == null
        ? Optional.empty()
        : Refusal.of(HttpServletResponse.SC_BAD_REQUEST, "There is no WebSocket here.");
  }

  private static Optional<Refusal> badTarget(HttpServletRequest request) {
    try {
      // HTTP/1.1 has refused it by now; of HTTP/2 the path would go on without it.
      if (ServletContextRequest.getServletContextRequest(request).getHttpURI().getFragment()
          != null) {
        throw new RequestPath.BadTargetException("The request target has a fragment.");
      }
      RequestPath.parse(RawTarget.of(request));
      return Optional.empty();
    } catch (RequestPath.BadTargetException e) {
      return Refusal.of(HttpServletResponse.SC_BAD_REQUEST, e.sentence());
    }
  }
}
