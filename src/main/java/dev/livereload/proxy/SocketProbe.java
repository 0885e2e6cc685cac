package dev.livereload.proxy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Looks at a server by sockets of its own. For one thread at a time. */
final class SocketProbe implements BackendWatch.Probe {

  /** Milliseconds to wait for a connection. */
  private static final int CONNECT_MILLIS = 1_000;

  /** Milliseconds to wait for an answer: what starts may answer its first request slowly. */
  private static final int ANSWER_MILLIS = 5_000;

  // What stands before a server says for it.
  private static final Set<Integer> NOT_YET = Set.of(502, 503, 504);

  private static final int BAD_REQUEST = 400;

  private final Upstream upstream;
  private final Optional<String> waitFor;
  private @Nullable SocketChannel held;

  SocketProbe(Upstream upstream, Optional<String> waitFor) {
    this.upstream = upstream;
    this.waitFor = waitFor;
  }

  @Override
  public Optional<String> connect() {
    try {
      open().close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(said(e));
    }
  }

  @Override
  public Optional<String> ask() {
    HttpURLConnection connection = null;
    try {
      String path = waitFor.orElse("/");
      connection = (HttpURLConnection) upstream.origin().resolve(path).toURL().openConnection();
      if (connection instanceof HttpsURLConnection secure && upstream.local()) {
        secure.setSSLSocketFactory(AnyCertificate.sockets());
        secure.setHostnameVerifier((host, session) -> true);
      }
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod(waitFor.isPresent() ? "GET" : "HEAD");
      connection.setUseCaches(false);
      int status = connection.getResponseCode();
      boolean ready = waitFor.isPresent() ? status < BAD_REQUEST : !NOT_YET.contains(status);
      return ready ? Optional.empty() : Optional.of(path + " answers with " + status);
    } catch (IOException e) {
      return Optional.of(said(e));
    } finally {
      if (connection != null) {
        connection.disconnect();
      }
    }
  }

  @Override
  public Optional<String> check() {
    return waitFor.isPresent() ? ask() : connect();
  }

  @Override
  public void hold() {
    if (held != null) {
      return;
    }
    try {
      Socket socket = open();
      held = socket.getChannel();
      held.configureBlocking(false);
    } catch (IOException e) {
      // The next look says so.
      held = null;
    }
  }

  @Override
  public boolean isLost() {
    SocketChannel channel = held;
    if (channel == null) {
      return false;
    }
    boolean lost;
    try {
      lost = channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException reset) {
      lost = true;
    }
    if (lost) {
      close();
    }
    return lost;
  }

  @Override
  public void close() {
    SocketChannel channel = held;
    held = null;
    if (channel != null) {
      close(channel);
    }
  }

  // A name may have several addresses, of which a server has one.
  private Socket open() throws IOException {
    String host = upstream.origin().getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    IOException failure = new UnknownHostException(bare);
    for (InetAddress address : InetAddress.getAllByName(bare)) {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.socket().connect(new InetSocketAddress(address, upstream.port()), CONNECT_MILLIS);
        return channel.socket();
      } catch (IOException e) {
        close(channel);
        failure = e;
      }
    }
    throw failure;
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Closed it is in any case.
      return;
    }
  }

  private static String said(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "there is no such host";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
