package dev.livereload.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** Reads one event stream, frame by frame. */
public final class SseReader implements Closeable {

  private final Socket socket;
  private final InputStream in;
  private final List<String> header;

  /** Opens {@code target} with {@code headers}, one line each, and reads the header. */
  public SseReader(RawHttp http, String target, String... headers) throws IOException {
    socket = http.connect();
    socket.getOutputStream().write(http.request("GET", target, headers).getBytes(UTF_8));
    in = socket.getInputStream();
    header = RawHttp.header(in);
  }

  List<String> header() {
    return header;
  }

  /** Returns the next frame without its empty line, or nothing where the stream has ended. */
  public Optional<String> next() throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int last = -1;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n' && last == '\n') {
        return Optional.of(frame.toString(UTF_8).stripTrailing());
      }
      frame.write(c);
      last = c;
    }
    return Optional.empty();
  }

  /** Returns the next frame that is no sign of life. */
  public String event() throws IOException {
    while (true) {
      String frame = next().orElseThrow(() -> new AssertionError("The stream has ended."));
      if (!frame.startsWith("event: ping")) {
        return frame;
      }
    }
  }

  /** Says that no more will be sent, and goes on reading. */
  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
