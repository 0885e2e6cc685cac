package dev.livereload.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Origins as browsers send them (RFC 6454, section 6.2): {@code scheme://host[:port]}. Pure. */
final class Origin {

  private static final Pattern PAGE = Pattern.compile("([a-z][a-z0-9+.-]*://[^/?#]*)(?:[/?#].*)?");

  private Origin() {}

  /** Returns host and port of an origin of the web; nothing where {@code origin} is another one. */
  static Optional<Authority> authority(String origin) {
    String scheme = origin.startsWith("https://") ? "https://" : "http://";
    return origin.startsWith(scheme)
        ? Authority.parse(origin.substring(scheme.length()))
        : Optional.empty();
  }

  /** Returns the origin of the page at {@code url}, or null where it names none. */
  static @Nullable String ofPage(@Nullable String url) {
    Matcher page = PAGE.matcher(url == null ? "" : url);
    return page.matches() ? page.group(1) : null;
  }
}
