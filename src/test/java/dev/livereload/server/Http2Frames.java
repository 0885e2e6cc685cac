package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Speaks HTTP/2 frame by frame (RFC 9113), so that a test can send what no client would. */
final class Http2Frames {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int GO_AWAY = 7;
  private static final int END_STREAM = 0x01;
  private static final int END_HEADERS = 0x04;

  private Http2Frames() {}

  /** Asks once, and returns the body, or nothing where the server broke it off without one. */
  static String ask(SSLContext trust, int port, List<Map.Entry<String, String>> headers)
      throws IOException {
    try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(RawHttp.DEADLINE);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      OutputStream out = socket.getOutputStream();
      out.write(PREFACE.getBytes(ISO_8859_1));
      out.write(frame(SETTINGS, 0, 0, new byte[0]));
      out.write(frame(HEADERS, END_STREAM | END_HEADERS, 1, block(headers)));
      out.flush();
      return body(new DataInputStream(socket.getInputStream()));
    }
  }

  private static String body(DataInputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == DATA) {
        body.write(payload);
      }
      boolean ended = (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
      if (ended || type == RESET || type == GO_AWAY) {
        return body.toString(ISO_8859_1);
      }
    }
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(
        new byte[] {
          (byte) (payload.length >> 16),
          (byte) (payload.length >> 8),
          (byte) payload.length,
          (byte) type,
          (byte) flags,
          0,
          0,
          0,
          (byte) stream
        });
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  // RFC 7541, section 6.2.2: literal fields that no table knows.
  private static byte[] block(List<Map.Entry<String, String>> headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Map.Entry<String, String> header : headers) {
      block.write(0);
      for (String text : List.of(header.getKey(), header.getValue())) {
        block.write(text.length());
        block.writeBytes(text.getBytes(ISO_8859_1));
      }
    }
    return block.toByteArray();
  }
}
