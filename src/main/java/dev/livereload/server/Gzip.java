package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compression of text on the fly. Thread-safe. */
final class Gzip {

  /** Octets below which it is not worth the header that it costs. */
  static final int LEAST = 1024;

  /** Octets of the largest text that is compressed, which is held in memory for that. */
  static final int MOST = 4 * 1024 * 1024;

  /** Octets from which on a text takes so long that not all threads may compress at a time. */
  static final int LONG = 256 * 1024;

  // Of a thousand who ask for such a text at once, the others would wait until all have it.
  private static final Semaphore AT_A_TIME =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private Gzip() {}

  /** Whether a text may be compressed now; if so, {@link #end} is to be called. */
  static boolean begin(long size) {
    return size < LONG || AT_A_TIME.tryAcquire();
  }

  /** Says that a text is compressed. */
  static void end(long size) {
    if (size >= LONG) {
      AT_A_TIME.release();
    }
  }

  /**
   * Whether an answer goes out compressed. Says in any case that it depends on the request, where
   * it does.
   *
   * @param size of the file that the answer is made of, so that it is known before that is read
   */
  static boolean isWanted(
      HttpServletRequest request, HttpServletResponse response, String type, long size) {
    if (size < LEAST || size > MOST || !MediaTypes.isText(type)) {
      return false;
    }
    response.addHeader("Vary", "Accept-Encoding");
    // A range is one of the file as it is.
    return request.getHeader("Range") == null && accepts(request.getHeader("Accept-Encoding"));
  }

  // RFC 9110, section 12.5.3. A star alone is what programs send that cannot all read gzip.
  static boolean accepts(@Nullable String header) {
    if (header == null) {
      return false;
    }
    for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.split(";", 2);
      if (parts[0].strip().equals("gzip")) {
        return parts.length == 1 || !parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
      }
    }
    return false;
  }

  /** Returns the validator of the compressed form: other octets than those of {@code etag}. */
  static String etag(String etag) {
    return etag.substring(0, etag.length() - 1) + ".gz\"";
  }

  /** Returns {@code body} compressed, and says so in the answer. */
  static byte[] compress(HttpServletResponse response, byte[] body) throws IOException {
    response.setHeader("Content-Encoding", "gzip");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 3 + LEAST);
    try (GZIPOutputStream out = new Fast(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  // The last fifth that thorough compression saves takes three times as long.
  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 8 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
