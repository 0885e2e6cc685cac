package dev.livereload.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides who may ask, before anything else is looked at. Pure. */
final class Guard {

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private final String ownHost;

  /**
   * @param ownHost the host that the server was told to bind, which may be asked for by that name
   */
  Guard(String ownHost) {
    this.ownHost = ownHost.toLowerCase(Locale.ROOT);
  }

  /**
   * What a request says of itself and of who sent it.
   *
   * @param hosts every {@code Host} header
   * @param reserved whether its path is one of the server's own
   */
  record Asked(
      String method,
      List<String> hosts,
      boolean secure,
      boolean reserved,
      @Nullable String origin,
      @Nullable String fetchSite,
      @Nullable String fetchMode,
      @Nullable String fetchDestination) {}

  /** Returns why the request is refused, or nothing where it may go on. */
  Optional<Refusal> check(Asked asked) {
    if (!METHODS.contains(asked.method())) {
      return Refusal.of(405, "This server answers GET and HEAD.");
    }
    if (asked.hosts().size() != 1) {
      return Refusal.of(400, "A request needs exactly one Host header.");
    }
    Optional<Authority> host = Authority.parse(asked.hosts().get(0));
    if (host.isEmpty()) {
      return Refusal.of(400, "The Host header names no host.");
    }
    if (!isAllowed(host.get())) {
      return Refusal.of(
          403,
          "The host name "
              + host.get().host()
              + " is not allowed here, because any name can be pointed at this machine. Use"
              + " localhost or an IP address.");
    }
    if (asked.reserved() && asked.origin() != null && !isOwn(asked.origin(), asked, host.get())) {
      return Refusal.of(403, "Pages of another origin have no access.");
    }
    // A page elsewhere could run our scripts and show our images as its own.
    if ("cross-site".equals(asked.fetchSite()) && "no-cors".equals(asked.fetchMode())) {
      return "script".equals(asked.fetchDestination())
          ? Optional.of(Refusal.asScript(403, "livereload: pages of another site have no access."))
          : Refusal.of(403, "Pages of another site have no access.");
    }
    return Optional.empty();
  }

  private boolean isAllowed(Authority host) {
    return host.isLoopback() || host.isAddress() || host.host().equals(ownHost);
  }

  // Loopback names are one another's aliases on the same port; any other origin is its own only.
  private static boolean isOwn(String origin, Asked asked, Authority host) {
    String scheme = asked.secure() ? "https://" : "http://";
    if (!origin.startsWith(scheme)) {
      return false;
    }
    Optional<Authority> from = Authority.parse(origin.substring(scheme.length()));
    if (from.isEmpty() || port(from.get(), asked) != port(host, asked)) {
      return false;
    }
    return from.get().host().equals(host.host()) || (from.get().isLoopback() && host.isLoopback());
  }

  private static int port(Authority authority, Asked asked) {
    return authority.port() >= 0 ? authority.port() : asked.secure() ? 443 : 80;
  }

  /**
   * An answer instead of the one asked for.
   *
   * @param message one sentence, plain text
   * @param script whether {@code message} goes out as a script that throws it
   */
  record Refusal(int status, String message, boolean script) {

    static Optional<Refusal> of(int status, String message) {
      return Optional.of(new Refusal(status, message, false));
    }

    static Refusal asScript(int status, String message) {
      return new Refusal(status, message, true);
    }
  }
}
