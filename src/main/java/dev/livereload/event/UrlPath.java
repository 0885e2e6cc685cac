package dev.livereload.event;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The path of a URL: root-absolute and percent-encoded, such as {@code /a%20b/style.css}.
 *
 * @param value begins with a slash; ASCII without white space or control characters
 */
public record UrlPath(String value) implements Comparable<UrlPath> {

  /** The root of the site. */
  public static final UrlPath ROOT = new UrlPath("/");

  // RFC 3986, section 3.3: the characters of a path segment that need no encoding.
  private static final String PLAIN = "-._~!$&'()*+,;=:@";

  public UrlPath {
    if (!value.startsWith("/")) {
      throw new IllegalArgumentException("Not root-absolute: " + value);
    }
  }

  /**
   * Returns the path of {@code relative} below this one, each name percent-encoded as UTF-8.
   *
   * @param relative a relative, normalized file path; the empty path gives this path itself
   */
  public UrlPath resolve(Path relative) {
    UrlPath url = this;
    for (Path name : relative) {
      url = name.toString().isEmpty() ? url : url.resolve(name.toString());
    }
    return url;
  }

  /**
   * Returns the path of {@code name} below this one, percent-encoded as UTF-8.
   *
   * @param name one decoded name
   */
  public UrlPath resolve(String name) {
    StringBuilder url = new StringBuilder(value);
    if (url.charAt(url.length() - 1) != '/') {
      url.append('/');
    }
    encode(name, url);
    return new UrlPath(url.toString());
  }

  private static void encode(String name, StringBuilder url) {
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        url.append(c);
      } else {
        url.append('%');
        url.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        url.append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
      }
    }
  }

  @Override
  public int compareTo(UrlPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
