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
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Stands before every route: asks the guard, and puts on each answer what each must carry. */
final class GuardFilter implements Filter {

  private final Guard guard;

  GuardFilter(Guard guard) {
    this.guard = guard;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) anyRequest;
    HttpServletResponse response = (HttpServletResponse) anyResponse;
    putOnEveryAnswer(response);
    Optional<Refusal> refusal = guard.check(asked(request)).or(() -> badTarget(request));
    if (refusal.isPresent()) {
      refuse(request, response, refusal.get());
    } else if (request.getMethod().equals("OPTIONS")) {
      // A preflight learns nothing: no allow headers.
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      chain.doFilter(request, response);
    }
  }

  static void putOnEveryAnswer(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static Asked asked(HttpServletRequest request) {
    return new Asked(
        request.getMethod(),
        List.copyOf(Collections.list(request.getHeaders("Host"))),
        request.isSecure(),
        Routes.isReserved(request.getRequestURI()),
        request.getHeader("Origin"),
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Sec-Fetch-Mode"),
        request.getHeader("Sec-Fetch-Dest"));
  }

  private static Optional<Refusal> badTarget(HttpServletRequest request) {
    try {
      RequestPath.parse(RawTarget.of(request));
      return Optional.empty();
    } catch (RequestPath.BadTargetException e) {
      return Refusal.of(HttpServletResponse.SC_BAD_REQUEST, e.sentence());
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (refusal.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
      response.setHeader("Allow", "GET, HEAD");
    }
    if (refusal.script()) {
      byte[] body =
          ("throw new Error(\"" + refusal.message() + "\");\n").getBytes(StandardCharsets.US_ASCII);
      Reply.bytes(request, response, refusal.status(), "text/javascript;charset=utf-8", body);
    } else {
      Reply.text(request, response, refusal.status(), refusal.message());
    }
  }
}
