package dev.livereload.server;

import dev.livereload.event.UrlPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The path of a request, decoded exactly once.
 *
 * @param names the decoded names, none of them empty, {@code .} or {@code ..}, none with a slash, a
 *     backslash or a NUL
 * @param endsInSlash whether the target names a folder by its last character
 */
record RequestPath(List<String> names, boolean endsInSlash) {

  /** Longest request target in characters; a longer one is refused. Browsers stop far below. */
  static final int MAX_TARGET = 8 * 1024;

  RequestPath {
    names = List.copyOf(names);
  }

  /**
   * Reads a raw request target: path and query as the client sent them.
   *
   * @throws BadTargetException where it is not a plain root-absolute target, or where decoding it
   *     gives something that could mean another file to somebody else
   */
  static RequestPath parse(String target) throws BadTargetException {
    if (target.length() > MAX_TARGET) {
      throw new BadTargetException("The address is longer than " + MAX_TARGET + " characters.");
    }
    if (!target.startsWith("/")) {
      throw new BadTargetException("The request target must begin with a slash.");
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '\\' || c == '#') {
        throw new BadTargetException("The request target has a character that must be encoded.");
      }
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    boolean endsInSlash = path.endsWith("/");
    List<String> names = new ArrayList<>();
    if (path.length() > 1) {
      String inner = path.substring(1, endsInSlash ? path.length() - 1 : path.length());
      for (String segment : inner.split("/", -1)) {
        names.add(checked(decode(segment)));
      }
    }
    return new RequestPath(names, endsInSlash);
  }

  private static String checked(String name) throws BadTargetException {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new BadTargetException("The path has an empty or a dot segment.");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf(0) >= 0) {
      throw new BadTargetException("The path has an encoded slash, backslash or NUL.");
    }
    return name;
  }

  // java.net.URLDecoder is for forms: it turns + into a space and bad octets into U+FFFD.
  private static String decode(String segment) throws BadTargetException {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    ByteBuffer octets = ByteBuffer.allocate(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '%') {
        octets.put((byte) c);
        continue;
      }
      if (i + 2 >= segment.length()
          || !HexFormat.isHexDigit(segment.charAt(i + 1))
          || !HexFormat.isHexDigit(segment.charAt(i + 2))) {
        throw new BadTargetException("The path has a percent sign without two hex digits.");
      }
      octets.put((byte) HexFormat.fromHexDigits(segment, i + 1, i + 3));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new BadTargetException("The path is not UTF-8.");
    }
  }

  /** Whether this is the folder or the file that {@code prefix} names, or below it. */
  boolean startsWith(List<String> prefix) {
    return names.size() >= prefix.size() && names.subList(0, prefix.size()).equals(prefix);
  }

  /** Returns the canonical URL path, percent-encoded anew. */
  UrlPath url() {
    UrlPath url = UrlPath.ROOT;
    for (String name : names) {
      url = url.child(name);
    }
    return url;
  }

  /** Returns {@code url} as people read it, or as it is where it is not UTF-8. */
  static String decoded(UrlPath url) {
    try {
      return decode(url.value());
    } catch (BadTargetException e) {
      return url.value();
    }
  }

  /** The client sent a request target that is answered with 400 and this sentence. */
  static final class BadTargetException extends Exception {
    private static final long serialVersionUID = 1;

    private final String sentence;

    BadTargetException(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }
}
