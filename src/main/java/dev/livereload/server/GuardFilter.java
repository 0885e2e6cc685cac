package dev.livereload.server;

import dev.livereload.server.Guard.Asked;
import dev.livereload.server.Guard.Refusal;
import dev.livereload.stream.Dialect;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Stands before every route: asks the guard, and puts on each answer what each must carry. */
final class GuardFilter implements Filter {

  /**
   * Pieces of a body that are looked at, each at most as large as Jetty's input buffer. The
   * connection ends where more come.
   */
  private static final int BODY_CHUNKS = 16;

  private static final String ELSEWHERE = GuardFilter.class.getName() + ".elsewhere";

  private final Guard guard;
  private final SiteKey key;
  private final Optional<TokenGate> gate;
  private final SiteHeaders headers;
  private final Predicate<HttpServletRequest> passedOn;

  /**
   * @param key that pages of another origin say in the path
   * @param gate where other machines can connect
   * @param headers of the answers at the site's own paths
   * @param passedOn whether a request is answered by a server behind this one
   */
  GuardFilter(
      Guard guard,
      SiteKey key,
      Optional<TokenGate> gate,
      SiteHeaders headers,
      Predicate<HttpServletRequest> passedOn) {
    this.guard = guard;
    this.key = key;
    this.gate = gate;
    this.headers = headers;
    this.passedOn = passedOn;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) anyRequest;
    HttpServletResponse response = (HttpServletResponse) anyResponse;
    putOnEveryAnswer(response);
    Optional<String> unlocked = Routes.unlocked(request.getRequestURI(), key);
    Asked asked = asked(request, unlocked);
    boolean passed = passedOn.test(request);
    // What its body and its target mean is for the server behind to judge.
    Optional<Refusal> refusal = passed ? guard.checkPassedOn(asked) : judge(request, asked);
    if (refusal.isPresent()) {
      if (refusal.get().status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
        response.setHeader("Allow", asked.place().report() ? "POST" : "GET, HEAD");
      }
      refuse(request, response, refusal.get());
    } else if (gate.isPresent() && unlocked.isEmpty() && isHeldUp(request, response, gate.get())) {
      response.setHeader("Referrer-Policy", "no-referrer");
    } else if (request.getMethod().equals("OPTIONS") && !passed) {
      // A preflight learns nothing: no allow headers.
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      share(request, response, asked);
      if (!asked.place().own()) {
        headers.put(response);
      }
      chain.doFilter(unlocked.isPresent() ? at(unlocked.get(), request) : request, response);
    }
  }

  // The key in the path is a token itself, of pages that cannot have the cookie.
  private static boolean isHeldUp(
      HttpServletRequest request, HttpServletResponse response, TokenGate gate) throws IOException {
    TokenGate.Shown shown =
        new TokenGate.Shown(
            request.getQueryString(),
            Collections.list(request.getHeaders("Cookie")),
            request.getHeader("Authorization"),
            request.getLocalPort());
    if (gate.isInQuery(shown)) {
      response.setHeader("Set-Cookie", gate.setCookie(shown.port(), request.isSecure()));
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", path(request) + gate.rest(shown));
      response.setContentLength(0);
      return true;
    }
    if (gate.letsIn(shown)) {
      return false;
    }
    response.setHeader("WWW-Authenticate", "Bearer");
    Reply.text(
        request,
        response,
        HttpServletResponse.SC_UNAUTHORIZED,
        "This server asks for a token. Open the address that it printed when it started.");
    return true;
  }

  // A path of a server behind this one may be any; two slashes would be the name of another one.
  private static String path(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("//") || path.startsWith("/\\") ? "/." + path : path;
  }

  private Optional<Refusal> judge(HttpServletRequest request, Asked asked) {
    Optional<Refusal> refusal =
        guard
            .check(asked)
            .or(() -> badTarget(request))
            .or(() -> otherMethod(request))
            .or(() -> webSocket(request));
    boolean readByRoute = refusal.isEmpty() && request.getMethod().equals("POST");
    return readByRoute ? refusal : badBody(request).or(() -> refusal);
  }

  static void putOnEveryAnswer(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** Returns the words in which the reader that asks may be told of events. */
  static Dialect dialect(HttpServletRequest request) {
    return request.getAttribute(ELSEWHERE) == null ? Dialect.NATIVE : Dialect.NATIVE_ELSEWHERE;
  }

  private void share(HttpServletRequest request, HttpServletResponse response, Asked asked) {
    if (asked.place().keyed() || guard.reader(asked).isPresent()) {
      request.setAttribute(ELSEWHERE, true);
    }
    if (asked.place().shared()) {
      response.setHeader("Vary", "Origin");
    }
    guard
        .reader(asked)
        .ifPresent(origin -> response.setHeader("Access-Control-Allow-Origin", origin));
    if (guard.runsElsewhere(asked)) {
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
  }

  // The routes know nothing of keys.
  private static HttpServletRequest at(String path, HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public String getRequestURI() {
        return path;
      }
    };
  }

  private static Asked asked(HttpServletRequest request, Optional<String> unlocked) {
    Place place = Routes.place(unlocked.orElse(request.getRequestURI()));
    return new Asked(
        request.getMethod(),
        hosts(request),
        request.isSecure(),
        unlocked.isPresent() ? place.withKey() : place,
        origin(request),
        request.getHeader("Referer"),
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Sec-Fetch-Mode"),
        request.getHeader("Sec-Fetch-Dest"));
  }

  // Of several none is the one that a browser sent.
  private static @Nullable String origin(HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    return origins.isEmpty() ? null : String.join(", ", origins);
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

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (refusal.script()) {
      byte[] body =
          ("throw new Error(\"" + refusal.message() + "\");\n").getBytes(StandardCharsets.US_ASCII);
      Reply.bytes(request, response, refusal.status(), "text/javascript;charset=utf-8", body);
    } else {
      Reply.text(request, response, refusal.status(), refusal.message());
    }
  }
}
