package dev.livereload.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port, as a {@code Host} header or an origin names them (RFC 3986, section 3.2, without
 * user information).
 *
 * @param host lower case, without a trailing dot; an IPv6 literal without its brackets
 * @param port as written, or -1 where there is none
 */
record Authority(String host, int port) {

  // A longer one is no host name: RFC 1035 allows 255, brackets and a port come on top.
  private static final int MAX_LENGTH = 300;

  private static final Pattern NAME = Pattern.compile("([a-z0-9_-]+(?:\\.[a-z0-9_-]+)*)\\.?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern LONG_GROUP = Pattern.compile("[0-9a-f]{5}");
  private static final Pattern WHOLE =
      Pattern.compile("(?:\\[([0-9a-f:.]+)]|([^\\[\\]:]+))(?::(\\d{1,5}))?");

  /** Returns what {@code text} names, or nothing where it is no authority. */
  static Optional<Authority> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher whole = WHOLE.matcher(text.toLowerCase(Locale.ROOT));
    if (!whole.matches()) {
      return Optional.empty();
    }
    int port = whole.group(3) == null ? -1 : Integer.parseInt(whole.group(3));
    if (port > 65_535) {
      return Optional.empty();
    }
    if (whole.group(1) != null) {
      return isIpv6(whole.group(1))
          ? Optional.of(new Authority(whole.group(1), port))
          : Optional.empty();
    }
    Matcher name = NAME.matcher(whole.group(2));
    return name.matches() ? Optional.of(new Authority(name.group(1), port)) : Optional.empty();
  }

  // In brackets it is read as a literal and never looked up: as one with zeros in front, too, which
  // no URI has (RFC 3986, section 3.2.2).
  private static boolean isIpv6(String literal) {
    try {
      return literal.indexOf(':') >= 0
          && !LONG_GROUP.matcher(literal).find()
          && InetAddress.getByName("[" + literal + "]") != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether the host is an address rather than a name, so that no name server can have lied. */
  boolean isAddress() {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  /** Whether the host can only be this machine. */
  boolean isLoopback() {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("::1")
        || (host.startsWith("127.") && isAddress());
  }
}
