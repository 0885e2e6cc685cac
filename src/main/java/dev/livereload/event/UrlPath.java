package dev.livereload.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

  // White space around a URL and line breaks within one say nothing.
  private static final Pattern IGNORED =
      Pattern.compile("^[\\x00-\\x20]+|[\\x00-\\x20]+$|[\\t\\n\\r]");

  private static final Pattern SUFFIX = Pattern.compile("[?#].*", Pattern.DOTALL);
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
  private static final Pattern BROKEN_ENCODING = Pattern.compile("%(?!\\p{XDigit}{2})");

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
      url = name.toString().isEmpty() ? url : url.child(name.toString());
    }
    return url;
  }

  /**
   * Returns the path of {@code name} below this one, percent-encoded as UTF-8.
   *
   * @param name one decoded name
   */
  public UrlPath child(String name) {
    StringBuilder url = new StringBuilder(value);
    if (url.charAt(url.length() - 1) != '/') {
      url.append('/');
    }
    encode(name.getBytes(StandardCharsets.UTF_8), url);
    return new UrlPath(url.toString());
  }

  /**
   * Returns the path that a document at this one means by {@code reference}, as the <a
   * href="https://url.spec.whatwg.org/#path-state">URL standard</a> resolves it. Query and fragment
   * are dropped, dot segments applied, and each name encoded as {@link #resolve(Path)} does it, so
   * that two references to one file are equal.
   *
   * @param reference of a tag or a style sheet: {@code b.png}, {@code ../b.png?x}, {@code /b.png}
   * @return empty for what names another origin, nothing, a place in the document itself, or what
   *     is no valid encoding
   */
  public Optional<UrlPath> resolve(String reference) {
    String path = SUFFIX.matcher(IGNORED.matcher(reference).replaceAll("")).replaceFirst("");
    path = path.replace('\\', '/');
    if (path.isEmpty() || path.startsWith("//") || SCHEME.matcher(path).lookingAt()) {
      return Optional.empty();
    }
    String whole =
        path.startsWith("/") ? path : value.substring(0, value.lastIndexOf('/') + 1) + path;
    if (BROKEN_ENCODING.matcher(whole).find()) {
      return Optional.empty();
    }
    String normal = normalize(whole);
    // To a browser that is a path of this origin, but alone it reads as the name of another one.
    return normal.startsWith("//") ? Optional.empty() : Optional.of(new UrlPath(normal));
  }

  /** Returns the names in it, decoded as UTF-8; none for the root. */
  public List<String> names() {
    return Arrays.stream(value.split("/"))
        .filter(name -> !name.isEmpty())
        .map(name -> new String(decode(name), StandardCharsets.UTF_8))
        .toList();
  }

  private static String normalize(String path) {
    Deque<String> names = new ArrayDeque<>();
    String last = "";
    for (String segment : path.substring(1).split("/", -1)) {
      StringBuilder name = new StringBuilder();
      encode(decode(segment), name);
      last = name.toString();
      if (last.equals("..")) {
        names.pollLast();
      } else if (!last.equals(".")) {
        names.addLast(last);
      }
    }
    boolean folder = last.equals(".") || last.equals("..");
    return "/" + String.join("/", names) + (folder && !names.isEmpty() ? "/" : "");
  }

  private static byte[] decode(String segment) {
    byte[] encoded = segment.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '%') {
        octets.write(
            Character.digit(encoded[i + 1], 16) << 4 | Character.digit(encoded[i + 2], 16));
        i += 2;
      } else {
        octets.write(encoded[i]);
      }
    }
    return octets.toByteArray();
  }

  private static void encode(byte[] name, StringBuilder url) {
    for (byte octet : name) {
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
