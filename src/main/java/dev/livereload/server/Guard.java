package dev.livereload.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides who may ask, before anything else is looked at. Pure. */
final class Guard {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> REPORTING = Set.of("POST", "OPTIONS");

  // TRACE shows a script the cookies that it may not see; CONNECT is for proxies of another kind.
  private static final Set<String> NEVER = Set.of("TRACE", "CONNECT");

  // RFC 9110, section 9.1: a token. HTTP/2 could say more, which HTTP/1.1 would read as a target.
  private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final String ownHost;
  private final Allowed allowed;

  /**
   * @param ownHost the host that the server was told to bind, which may be asked for by that name
   */
  Guard(String ownHost, Allowed allowed) {
    this.ownHost = ownHost.toLowerCase(Locale.ROOT);
    this.allowed = allowed;
  }

  /**
   * What a request says of itself and of who sent it.
   *
   * @param hosts every {@code Host} header
   * @param referrer the address of the page that asks, as far as it says so
   */
  record Asked(
      String method,
      List<String> hosts,
      boolean secure,
      Place place,
      @Nullable String origin,
      @Nullable String referrer,
      @Nullable String fetchSite,
      @Nullable String fetchMode,
      @Nullable String fetchDestination) {}

  /** Returns why the request is refused, or nothing where it may go on. */
  Optional<Refusal> check(Asked asked) {
    if (!(asked.place().report() ? REPORTING : READING).contains(asked.method())) {
      return Refusal.of(
          405,
          asked.place().report()
              ? "This address takes POST."
              : "This server answers GET and HEAD.");
    }
    return checkSender(asked);
  }

  /** The same for a request that a server behind this one answers: the method is its affair. */
  Optional<Refusal> checkPassedOn(Asked asked) {
    if (!METHOD.matcher(asked.method()).matches()) {
      return Refusal.of(400, "The method of the request is none.");
    }
    if (NEVER.contains(asked.method())) {
      return Refusal.of(405, "This server does not pass " + asked.method() + " on.");
    }
    return checkSender(asked);
  }

  private Optional<Refusal> checkSender(Asked asked) {
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
              + " localhost or an IP address, or start the server with --allow-host "
              + host.get().host()
              + ".");
    }
    if (asked.place().own() && asked.origin() != null && !mayAsk(asked.origin(), asked)) {
      return Refusal.of(403, "Pages of another origin have no access.");
    }
    // A browser that names no origin may still say that the page is of another one.
    if (asked.place().own()
        && asked.method().equals("POST")
        && asked.fetchSite() != null
        && !asked.fetchSite().equals("same-origin")) {
      return Refusal.of(403, "Pages of another origin have no access.");
    }
    // A page elsewhere could run our scripts and show our images as its own.
    if ("cross-site".equals(asked.fetchSite())
        && "no-cors".equals(asked.fetchMode())
        && !runsElsewhere(asked)) {
      return "script".equals(asked.fetchDestination())
          ? Optional.of(Refusal.asScript(403, "livereload: pages of another site have no access."))
          : Refusal.of(403, "Pages of another site have no access.");
    }
    return Optional.empty();
  }

  /**
   * Returns the origin that may read the answer although the page that asks is of another one.
   *
   * @param asked a request that is not refused
   */
  Optional<String> reader(Asked asked) {
    String origin = asked.origin();
    boolean shared = asked.place().keyed() || (asked.place().shared() && allowed.contains(origin));
    return shared ? Optional.ofNullable(origin) : Optional.empty();
  }

  /**
   * Whether the answer is a script that pages of another origin run. Those ask for it without an
   * origin, so the key stands for the page, or the page names itself.
   */
  boolean runsElsewhere(Asked asked) {
    return asked.place().script()
        && (asked.place().keyed()
            || allowed.contains(Origin.ofPage(asked.referrer()))
            || (asked.place().shared() && allowed.contains(asked.origin())));
  }

  private boolean isAllowed(Authority host) {
    return host.isLoopback()
        || host.isAddress()
        || host.host().equals(ownHost)
        || allowed.names(host.host());
  }

  private boolean mayAsk(String origin, Asked asked) {
    Authority host = Authority.parse(asked.hosts().get(0)).orElseThrow();
    return isOwn(origin, asked, host)
        || (asked.place().keyed() && isNear(origin, host))
        || (asked.place().shared() && allowed.contains(origin));
  }

  // A key that got about is of no use to pages of strangers. A page that was opened as a file has
  // no origin to tell it from theirs.
  private boolean isNear(String origin, Authority host) {
    if (origin.equals("null")) {
      return true;
    }
    Optional<Authority> from = Origin.authority(origin);
    return from.isPresent()
        && (from.get().isLoopback()
            || from.get().host().equals(host.host())
            || from.get().host().equals(ownHost)
            || allowed.names(from.get().host()));
  }

  // Loopback names are one another's aliases on the same port; any other origin is its own only.
  private static boolean isOwn(String origin, Asked asked, Authority host) {
    Optional<Authority> from = Origin.authority(origin);
    if (from.isEmpty()
        || origin.startsWith("https:") != asked.secure()
        || port(from.get(), asked) != port(host, asked)) {
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
