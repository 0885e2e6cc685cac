package dev.livereload.server;

import dev.livereload.event.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom the user lets in, besides this machine and the pages of the server itself. Pure.
 *
 * @param hosts names in lower case; one with a dot before it stands for all below it, too
 * @param origins as browsers send them
 */
record Allowed(List<String> hosts, List<String> origins) {

  static final Allowed NOBODY = new Allowed(List.of(), List.of());

  Allowed {
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
  }

  /**
   * Reads what the user wrote.
   *
   * @throws BadAccessException if a host is no name, or an origin is none
   */
  static Allowed parse(List<String> hosts, List<String> origins) throws BadAccessException {
    List<String> names = new ArrayList<>();
    for (String host : hosts) {
      names.add(host(host));
    }
    List<String> exact = new ArrayList<>();
    for (String origin : origins) {
      exact.add(origin(origin));
    }
    return new Allowed(names, exact);
  }

  /** Whether the server may be asked under the name {@code host}. */
  boolean names(String host) {
    return hosts.stream()
        .anyMatch(
            name ->
                name.startsWith(".")
                    ? host.endsWith(name) || host.equals(name.substring(1))
                    : host.equals(name));
  }

  /** Whether pages of {@code origin} need no key. */
  boolean contains(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }

  private static String host(String text) throws BadAccessException {
    String dot = text.startsWith(".") ? "." : "";
    Optional<Authority> name = Authority.parse(text.substring(dot.length()));
    if (name.isEmpty() || name.get().port() >= 0) {
      throw new BadAccessException(
          new Notice(
              "The host name \"" + text + "\" is none.",
              "Name one as --allow-host app.test, or all below one as --allow-host .app.test."));
    }
    return dot + name.get().host();
  }

  private static String origin(String text) throws BadAccessException {
    String origin = text.toLowerCase(Locale.ROOT).replaceFirst("/$", "");
    String scheme = origin.startsWith("https:") ? ":443" : ":80";
    if (!origin.equals(Origin.ofPage(origin))
        || (origin.startsWith("http") && Origin.authority(origin).isEmpty())) {
      throw new BadAccessException(
          new Notice(
              "The origin \"" + text + "\" is none.",
              "Name scheme, host and port as --allow-origin http://app.test:3000; files that are"
                  + " opened without a server have none, and need the key."));
    }
    // Browsers leave out the port that the scheme implies.
    return origin.endsWith(scheme)
        ? origin.substring(0, origin.length() - scheme.length())
        : origin;
  }
}
