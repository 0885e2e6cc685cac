package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The body of a request that reports something, in UTF-8. */
final class PostedText {

  /** Bytes of a body; a longer one is refused. A report with its two longest texts has 4 KiB. */
  static final int MAX_BYTES = 8 * 1024;

  // A page that is left can only send the second.
  private static final Set<String> TYPES = Set.of(Reply.JSON, "text/plain");

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
   * @throws RefusedException if it is of another type, too long, or broken
   */
  static String read(HttpServletRequest request) throws RefusedException {
    String type = request.getContentType();
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!TYPES.contains(media)) {
      throw new RefusedException(
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "The body must be application/json, or the same as text/plain.");
    }
    try {
      byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new RefusedException(
            HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
            "The body has more than " + MAX_BYTES + " bytes.");
      }
      return new String(body, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RefusedException(
          HttpServletResponse.SC_BAD_REQUEST, "The body of the request is broken.");
    }
  }
}
