package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Speaks HTTP/2 frame by frame (RFC 9113), so that a test can send what no client would. */
final class Http2Frames {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GO_AWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 0x01;
  static final int END_HEADERS = 0x04;

  private Http2Frames() {}

  /** Trusts the certificate that servers make which keep it in {@code state}, and no other. */
  static SSLContext trust(Path state) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    String pem = Files.readString(state.resolve("livereload/https.pem"));
    store.setCertificateEntry("server", Pem.certificates(pem).get(0));
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(store);
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(null, trusted.getTrustManagers(), null);
    return trust;
  }

  /** Asks once, and returns the body, or nothing where the server broke it off without one. */
  static String ask(SSLContext trust, int port, List<Map.Entry<String, String>> headers)
      throws IOException {
    return send(trust, port, frame(HEADERS, END_STREAM | END_HEADERS, 1, block(headers)));
  }

  /** Sends the same, and {@code body} in one frame after it. */
  static String post(
      SSLContext trust, int port, List<Map.Entry<String, String>> headers, String body)
      throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(frame(HEADERS, END_HEADERS, 1, block(headers)));
    frames.writeBytes(frame(DATA, END_STREAM, 1, body.getBytes(ISO_8859_1)));
    return send(trust, port, frames.toByteArray());
  }

  /** Sends {@code frames} after the greeting, and returns the body of what is answered first. */
  static String send(SSLContext trust, int port, byte[] frames) throws IOException {
    try (SSLSocket socket = connect(trust, port)) {
      try {
        socket.getOutputStream().write(frames);
      } catch (SocketException | SSLException e) {
        // It is cut off while it still sends; what was said before that counts.
        return "";
      }
      return body(new DataInputStream(socket.getInputStream()));
    }
  }

  /** Opens a connection, and greets. */
  static SSLSocket connect(SSLContext trust, int port) throws IOException {
    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(RawHttp.DEADLINE);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.getOutputStream().write(PREFACE.getBytes(ISO_8859_1));
    socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
    return socket;
  }

  private static String body(DataInputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
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
    } catch (EOFException | SocketException | SSLException e) {
      return body.toString(ISO_8859_1);
    }
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(
        new byte[] {
          (byte) (payload.length >> 16),
          (byte) (payload.length >> 8),
          (byte) payload.length,
          (byte) type,
          (byte) flags,
          (byte) (stream >> 24),
          (byte) (stream >> 16),
          (byte) (stream >> 8),
          (byte) stream
        });
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  // RFC 7541, section 6.2.2: literal fields that no table knows.
  static byte[] block(List<Map.Entry<String, String>> headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Map.Entry<String, String> header : headers) {
      block.write(0);
      for (String text : List.of(header.getKey(), header.getValue())) {
        block.writeBytes(length(text.length()));
        block.writeBytes(text.getBytes(ISO_8859_1));
      }
    }
    return block.toByteArray();
  }

  // RFC 7541, section 5.1: seven bits, and what is beyond them in further octets.
  private static byte[] length(int length) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.write(Math.min(length, 127));
    int rest = length - 127;
    while (rest >= 128) {
      octets.write((rest & 127) | 128);
      rest >>= 7;
    }
    if (rest >= 0) {
      octets.write(rest);
    }
    return octets.toByteArray();
  }
}
