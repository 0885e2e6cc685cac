package dev.livereload.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server behind this one, and how the two names of one site are kept apart. Pure.
 *
 * <p>A server on this machine is asked by the name that the browser used: then the links that it
 * makes, its cookies and its check of {@code Origin} are right as they are. Any other one knows
 * itself by its own name only, so it is asked by that, and {@code Origin} and {@code Referer} say
 * it, too.
 *
 * @param origin scheme, host and port, without a path
 * @param local whether it runs on this machine
 */
public record Upstream(URI origin, boolean local) {

  private static final Pattern LOOPBACK =
      Pattern.compile("(.*\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private static final Pattern ADDRESS =
      Pattern.compile("(?:(https?):)?//([^/?#]*)(.*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern DOMAIN =
      Pattern.compile(";\\s*domain\\s*=\\s*\\.?([^;]*)", Pattern.CASE_INSENSITIVE);

  /**
   * Reads what the user wrote; without a scheme it is {@code http}, a number alone is a port of
   * this machine.
   *
   * @throws BadUpstreamException if it names no server, or more than a server
   */
  public static Upstream parse(String text) throws BadUpstreamException {
    String address = text.matches("\\d+") ? "localhost:" + text : text;
    String full = address.contains("://") ? address : "http://" + address;
    try {
      URI uri = new URI(full);
      boolean web = "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
        throw new BadUpstreamException(
            "\"" + text + "\" names no server to proxy.",
            "Name one as --proxy http://localhost:3000.");
      }
      boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
      if (!bare || uri.getUserInfo() != null || uri.getQuery() != null || full.contains("#")) {
        throw new BadUpstreamException(
            "\"" + text + "\" says more than which server to proxy: paths stay as they are.",
            "Name the server alone as --proxy "
                + of(uri).origin()
                + ", and open the path in the browser.");
      }
      return of(uri);
    } catch (URISyntaxException e) {
      throw new BadUpstreamException(
          "\"" + text + "\" names no server to proxy.",
          "Name one as --proxy http://localhost:3000.");
    }
  }

  private static Upstream of(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return new Upstream(URI.create(scheme + "://" + host + port), isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  private static boolean isHttps(String scheme) {
    return "https".equalsIgnoreCase(scheme);
  }

  /** Returns what to say where this is the server that is to stand before it. */
  public BadUpstreamException isSelf() {
    return new BadUpstreamException(
        "Port " + port() + " is that of the server to proxy.",
        "Leave --port out, or choose another one.");
  }

  /** Whether it is reached by TLS. */
  public boolean secure() {
    return isHttps(origin.getScheme());
  }

  /** Returns the port, also where the scheme implies it. */
  public int port() {
    return port(origin.getPort(), secure());
  }

  private static int port(int written, boolean secure) {
    return written >= 0 ? written : secure ? 443 : 80;
  }

  /** Returns the value of {@code Host}, for a request that came with {@code asked}. */
  String host(String asked) {
    return local ? asked : origin.getRawAuthority();
  }

  /**
   * Returns the value of {@code Origin} or {@code Referer}.
   *
   * @param own the origin that the browser asks
   */
  String source(String value, String own) {
    boolean ownPage = value.equals(own) || value.startsWith(own + "/");
    return ownPage && !local ? origin + value.substring(own.length()) : value;
  }

  /**
   * Returns the value of {@code Location} for a browser that asks {@code own}: what leads to the
   * server behind leads to the one before it. Loopback names of one port are aliases.
   */
  String location(String value, String own) {
    Matcher address = ADDRESS.matcher(value);
    if (!address.matches() || !names(address.group(1), address.group(2))) {
      return value;
    }
    String path = address.group(3);
    return own + (path.startsWith("/") ? path : "/" + path);
  }

  private boolean names(String scheme, String authority) {
    boolean secure = scheme == null ? secure() : isHttps(scheme);
    Optional<URI> other = uri("//" + authority.toLowerCase(Locale.ROOT));
    String host = other.map(URI::getHost).orElse("");
    return secure == secure()
        && port(other.map(URI::getPort).orElse(-1), secure) == port()
        && (host.equals(origin.getHost()) || (local && isLoopback(host)));
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the value of {@code Set-Cookie}. A domain of the server behind, of which the browser
   * knows nothing, is left out: then the cookie is of the host that was asked.
   */
  String cookie(String value) {
    Matcher domain = DOMAIN.matcher(value);
    if (local || !domain.find()) {
      return value;
    }
    String name = domain.group(1).strip().toLowerCase(Locale.ROOT);
    boolean own = origin.getHost().equals(name) || origin.getHost().endsWith("." + name);
    return own ? value.substring(0, domain.start()) + value.substring(domain.end()) : value;
  }
}
