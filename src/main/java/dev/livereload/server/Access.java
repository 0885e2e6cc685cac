package dev.livereload.server;

import dev.livereload.server.Guard.Asked;
import dev.livereload.server.Guard.Refusal;
import dev.livereload.stream.Dialect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Between requests and the guard, which knows none: reads what it asks about, and says on answers
 * what it has found. By the servlet API alone. Immutable.
 */
final class Access {

  private static final String ELSEWHERE = Access.class.getName() + ".elsewhere";

  private final Guard guard;
  private final SiteKey key;

  /**
   * @param key that pages of another origin say in the path
   */
  Access(Guard guard, SiteKey key) {
    this.guard = guard;
    this.key = key;
  }

  Guard guard() {
    return guard;
  }

  /**
   * Returns the own path that a path stands for which says the key; nothing where it says none.
   *
   * @param path from where the site begins, as it was sent
   */
  Optional<String> unlocked(String path) {
    return Routes.unlocked(path, key);
  }

  /**
   * Returns what a request says of itself and of who sent it.
   *
   * @param path from where the site begins, as it was sent
   * @param hosts every host that it names
   */
  static Asked asked(
      HttpServletRequest request, String path, List<String> hosts, Optional<String> unlocked) {
    Place place = Routes.place(unlocked.orElse(path));
    return new Asked(
        request.getMethod(),
        hosts,
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

  /** Returns what a request shows to the gate. */
  static TokenGate.Shown shown(HttpServletRequest request) {
    return new TokenGate.Shown(
        request.getQueryString(),
        Collections.list(request.getHeaders("Cookie")),
        request.getHeader("Authorization"),
        request.getLocalPort());
  }

  /**
   * Answers whoever does not show the token, or shows it in the query, which is to be in no
   * history; returns whether it did. The key in the path is a token itself, of pages that cannot
   * have the cookie.
   *
   * @param cure what whoever has none is told to do
   */
  static boolean isHeldUp(
      HttpServletRequest request, HttpServletResponse response, TokenGate gate, String cure)
      throws IOException {
    TokenGate.Shown shown = shown(request);
    boolean inQuery = gate.isInQuery(shown);
    if (!inQuery && gate.letsIn(shown)) {
      return false;
    }
    response.setHeader("Referrer-Policy", "no-referrer");
    if (inQuery) {
      response.setHeader("Set-Cookie", gate.setCookie(shown.port(), request.isSecure()));
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", path(request) + gate.rest(shown));
      response.setContentLength(0);
      return true;
    }
    response.setHeader("WWW-Authenticate", "Bearer");
    Reply.text(
        request,
        response,
        HttpServletResponse.SC_UNAUTHORIZED,
        "This server asks for a token. " + cure);
    return true;
  }

  // The path of somebody else may be any; two slashes would be the name of another one.
  private static String path(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("//") || path.startsWith("/\\") ? "/." + path : path;
  }

  /** Says what holds for each answer of the server. */
  static void putOnEveryAnswer(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** Returns the words in which the reader that asks may be told of events. */
  static Dialect dialect(HttpServletRequest request) {
    return request.getAttribute(ELSEWHERE) == null ? Dialect.NATIVE : Dialect.NATIVE_ELSEWHERE;
  }

  /** Says on an answer, and on the request, what pages of another origin may have of it. */
  void share(HttpServletRequest request, HttpServletResponse response, Asked asked) {
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

  /** Returns the request as the routes see it, which know nothing of keys. */
  static HttpServletRequest at(Optional<String> unlocked, HttpServletRequest request) {
    if (unlocked.isEmpty()) {
      return request;
    }
    String path = unlocked.get();
    return new HttpServletRequestWrapper(request) {
      @Override
      public String getRequestURI() {
        return path;
      }
    };
  }

  /** Sends a refusal. */
  static void refuse(
      HttpServletRequest request, HttpServletResponse response, Asked asked, Refusal refusal)
      throws IOException {
    if (refusal.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
      response.setHeader("Allow", asked.place().report() ? "POST" : "GET, HEAD");
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
