package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The few ways in which an answer leaves. A HEAD request gets the headers that GET would. */
final class Reply {

  static final String JSON = "application/json";

  private Reply() {}

  /** Sends {@code body} as it is; its {@code type} includes the charset where one is known. */
  static void bytes(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String type,
      byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    body(request, response, body);
  }

  /** Sends {@code body}, whose headers are set. */
  static void body(HttpServletRequest request, HttpServletResponse response, byte[] body)
      throws IOException {
    if (Later.isLong(body.length)) {
      response.setContentLength(body.length);
      if (!isHead(request)) {
        Later.write(request, new Bytes(ByteBuffer.wrap(body)));
      }
    } else {
      shortly(request, response, body, 0, body.length);
    }
  }

  /**
   * Sends {@code length} octets of {@code body} from {@code offset} on, which are not long. Jetty
   * keeps them until the request is over, then it says their length itself and waits for no reader;
   * of a body whose length it knows already it sends the end at once, and waits.
   */
  static void shortly(
      HttpServletRequest request, HttpServletResponse response, byte[] body, int offset, int length)
      throws IOException {
    if (isHead(request)) {
      response.setContentLength(length);
    } else {
      response.getOutputStream().write(body, offset, length);
    }
  }

  private record Bytes(ByteBuffer bytes) implements Later.Body {

    @Override
    public int read(ByteBuffer buffer) {
      int count = Math.min(buffer.remaining(), bytes.remaining());
      buffer.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count == 0 ? -1 : count;
    }

    @Override
    public int held() {
      return bytes.capacity() + BodyWriter.PIECE;
    }

    @Override
    public void close() {
      // It is memory.
    }
  }

  /** Sends one line of plain text. */
  static void text(
      HttpServletRequest request, HttpServletResponse response, int status, String line)
      throws IOException {
    // Not "no-store": then Chromium's resource timing leaves out what a script asked for in vain,
    // where it does not read the answer, and the page does not heal when the file is there.
    response.setHeader("Cache-Control", "no-cache");
    byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
    bytes(request, response, status, "text/plain;charset=utf-8", body);
  }

  /** Sends one line of JSON. */
  static void json(HttpServletRequest request, HttpServletResponse response, String line)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
    bytes(request, response, HttpServletResponse.SC_OK, JSON, body);
  }

  /**
   * Answers 304 and returns true where the client's copy is the one that {@code etag} names.
   * Otherwise sets the validator and goes on.
   */
  static boolean notModified(
      HttpServletRequest request, HttpServletResponse response, String etag) {
    response.setHeader("ETag", etag);
    response.setHeader("Cache-Control", "no-cache");
    String known = request.getHeader("If-None-Match");
    if (known == null || !names(known, etag)) {
      return false;
    }
    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    response.setContentType(null);
    return true;
  }

  // RFC 9110, section 13.1.2: a list, compared weakly, or a star.
  static boolean names(String header, String etag) {
    if (header.trim().equals("*")) {
      return true;
    }
    for (String candidate : header.split(",", -1)) {
      String tag = candidate.trim();
      if ((tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }

  static boolean isHead(HttpServletRequest request) {
    return request.getMethod().equals("HEAD");
  }
}
