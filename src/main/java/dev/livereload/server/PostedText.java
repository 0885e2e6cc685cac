package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The body of a request that reports something, in UTF-8. */
final class PostedText {

  /** What pages send: one that is left can only send the second. */
  static final Set<String> OF_PAGES = Set.of(Reply.JSON, "text/plain");

  /** What programs send, too: the third is what curl says of its --data. */
  static final Set<String> OF_PROGRAMS =
      Set.of(Reply.JSON, "text/plain", "application/x-www-form-urlencoded");

  private PostedText() {}

  /** Why a body is refused. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String sentence;

    RefusedException(int status, String sentence) {
      super(sentence);
      this.status = status;
      this.sentence = sentence;
    }

    int status() {
      return status;
    }

    String sentence() {
      return sentence;
    }
  }

  /**
   * Reads the whole body.
   *
   * @param types the ones that it may have
   * @param most octets; a longer body is refused
   * @throws RefusedException if it is of another type, too long, or broken
   */
  static String read(HttpServletRequest request, Set<String> types, int most)
      throws RefusedException {
    String type = request.getContentType();
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!types.contains(media)) {
      throw new RefusedException(
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "The body must be application/json, or the same as text/plain.");
    }
    try {
      byte[] body = request.getInputStream().readNBytes(most + 1);
      if (body.length > most) {
        throw new RefusedException(
            HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
            "The body has more than " + most + " bytes.");
      }
      return new String(body, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RefusedException(
          HttpServletResponse.SC_BAD_REQUEST, "The body of the request is broken.");
    }
  }
}
