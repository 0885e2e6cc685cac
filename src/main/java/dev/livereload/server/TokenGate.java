package dev.livereload.server;

import dev.livereload.event.Notice;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who knows the token, where other machines can connect: by the query once, from then on by
 * a cookie, or by a header. Immutable.
 */
final class TokenGate {

  /** In the query of an address. */
  static final String PARAMETER = "token=";

  /** The name of the file that has the token. */
  static final String FILE = "token";

  private static final String SCHEME = "bearer ";

  private final SiteKey token;

  TokenGate(SiteKey token) {
    this.token = token;
  }

  /**
   * Returns the gate of a site, whose token is kept in {@code folder} as {@link #FILE}.
   *
   * @param fresh whether to forget the old token
   * @param notices told where the disk does not take it
   */
  static TokenGate of(Optional<Path> folder, boolean fresh, Consumer<Notice> notices) {
    return new TokenGate(SiteKey.of(folder, FILE, fresh, notices));
  }

  /**
   * What a request shows.
   *
   * @param query as it was sent
   * @param cookies every {@code Cookie} header
   * @param port of the server, since cookies are shared by all ports of a host
   */
  record Shown(
      @Nullable String query, List<String> cookies, @Nullable String authorization, int port) {}

  /** Whether the request brings the token in its query, which is to be taken out of it. */
  boolean isInQuery(Shown shown) {
    return parameters(shown.query()).anyMatch(this::isToken);
  }

  /** Returns the query without the token, with its question mark; empty where nothing is left. */
  String rest(Shown shown) {
    String rest =
        parameters(shown.query()).filter(each -> !isToken(each)).collect(Collectors.joining("&"));
    return rest.isEmpty() ? "" : "?" + rest;
  }

  /** Whether the request may go on. */
  boolean letsIn(Shown shown) {
    String name = cookie(shown.port()) + "=";
    Stream<String> cookies =
        shown.cookies().stream()
            .flatMap(line -> Stream.of(line.split(";", -1)))
            .map(String::strip)
            .filter(pair -> pair.startsWith(name))
            .map(pair -> pair.substring(name.length()));
    return authorizes(shown.authorization()) || cookies.anyMatch(token::matches);
  }

  /** Whether this value of {@code Authorization} is for this server, and for none behind it. */
  boolean authorizes(@Nullable String value) {
    return value != null
        && value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        && token.matches(value.substring(SCHEME.length()).strip());
  }

  /** Returns the value of the {@code Set-Cookie} header that spares the query from now on. */
  String setCookie(int port, boolean secure) {
    String attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    return cookie(port) + "=" + token.text() + attributes;
  }

  /** Returns the token for an address. */
  String parameter() {
    return PARAMETER + token.text();
  }

  private static String cookie(int port) {
    return "livereload-" + port;
  }

  private boolean isToken(String parameter) {
    return parameter.startsWith(PARAMETER)
        && token.matches(parameter.substring(PARAMETER.length()));
  }

  private static Stream<String> parameters(@Nullable String query) {
    return query == null ? Stream.empty() : Stream.of(query.split("&", -1));
  }
}
