package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.zip.CRC32C;

/** A part of the browser client, bundled by the build. Thread-safe. */
final class ClientScript {

  // Plain ASCII; the charset is for pages in another one.
  private static final String TYPE = "text/javascript;charset=utf-8";

  private final byte[] script;
  private final String etag;

  /**
   * @param name of the bundle
   */
  ClientScript(String name) {
    script = Resources.bytes(name);
    etag = etag(script);
  }

  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!Reply.notModified(request, response, etag)) {
      Reply.bytes(request, response, HttpServletResponse.SC_OK, TYPE, script);
    }
  }

  private static String etag(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return '"' + Long.toString(sum.getValue(), 36) + '-' + bytes.length + '"';
  }
}
