package dev.livereload.page;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sources that one directive of a content security policy allows.
 *
 * @param sources as written, in order
 */
record SourceList(List<String> sources) {

  private static final Pattern NONCE = Pattern.compile("(?i:'nonce-)([A-Za-z0-9+/_=-]+)'");

  // https://www.w3.org/TR/CSP3/#grammardef-host-source
  private static final Pattern HOST =
      Pattern.compile(
          "(?:(?<scheme>[a-z][a-z0-9+.-]*)://)?(?<host>\\*|(?:\\*\\.)?[a-z0-9_.-]+|\\[[0-9a-f:]+])"
              + "(?::(?<port>\\*|\\d+))?(?<path>/.*)?",
          Pattern.CASE_INSENSITIVE);

  static SourceList parse(String value) {
    return new SourceList(
        Stream.of(value.split("\\s+")).filter(source -> !source.isEmpty()).toList());
  }

  /** Returns the nonces, in order. */
  List<String> nonces() {
    return sources.stream()
        .map(NONCE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  Optional<String> nonce() {
    return nonces().stream().findFirst();
  }

  /** Returns whether an external script tag without nonce and hash may load that URL. */
  boolean allowScript(URI url) {
    return !isStrictDynamic() && allow(url);
  }

  /** Returns whether a script may start a worker from that URL. */
  boolean allowWorker(URI url) {
    return isStrictDynamic() || allow(url);
  }

  /**
   * Returns whether a page may request that URL.
   *
   * @param url of the page's own origin
   */
  boolean allow(URI url) {
    return sources.stream()
        .map(source -> source.toLowerCase(Locale.ROOT))
        .anyMatch(
            source ->
                source.equals("'self'")
                    || source.equals("*")
                    || isScheme(source, url)
                    || isHost(source, url));
  }

  private boolean isStrictDynamic() {
    return sources.stream().anyMatch("'strict-dynamic'"::equalsIgnoreCase);
  }

  // A plain scheme allows its secure sibling too.
  private static boolean isScheme(String source, URI url) {
    return source.equals(url.getScheme() + ":")
        || (source.equals("http:") && url.getScheme().equals("https"));
  }

  private static boolean isHost(String source, URI url) {
    Matcher matcher = HOST.matcher(source);
    return matcher.matches()
        && (matcher.group("scheme") == null || isScheme(matcher.group("scheme") + ":", url))
        && isHostName(matcher.group("host"), url.getHost())
        && isPort(matcher.group("port"), url)
        && isPath(matcher.group("path"), url.getPath());
  }

  // A name with an underscore is no host to java.net.URI: it matches no source.
  private static boolean isHostName(String pattern, @Nullable String host) {
    if (host == null) {
      return false;
    }
    return pattern.startsWith("*")
        ? host.toLowerCase(Locale.ROOT).endsWith(pattern.substring(1))
        : host.equalsIgnoreCase(pattern);
  }

  private static boolean isPort(@Nullable String port, URI url) {
    int usual = url.getScheme().equals("https") ? 443 : 80;
    int actual = url.getPort() < 0 ? usual : url.getPort();
    if (port == null) {
      return actual == usual;
    }
    return port.equals("*") || port.equals(Integer.toString(actual));
  }

  private static boolean isPath(@Nullable String pattern, String path) {
    if (pattern == null || pattern.equals("/")) {
      return true;
    }
    return pattern.endsWith("/") ? path.startsWith(pattern) : path.equals(pattern);
  }
}
