package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many readers of the native stream on one thread, the test's own. */
final class Crowd implements Closeable {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Selector selector = Selector.open();
  private final List<Member> members = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

  /** Connects {@code count} readers, and waits until each has been greeted. */
  Crowd(TestServer server, int count) throws IOException {
    String request = server.http().request("GET", "/__livereload/events");
    for (int i = 0; i < count; i++) {
      Member member = new Member(connect(server.port()));
      members.add(member);
      member.channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      member.channel.configureBlocking(false);
      member.channel.register(selector, SelectionKey.OP_READ, member);
    }
    awaitAll("event: hello");
  }

  /** Connects {@code count} readers that never read, with as little room on the way as there is. */
  static List<SocketChannel> thatNeverReads(TestServer server, int count) throws IOException {
    String request = server.http().request("GET", "/__livereload/events");
    List<SocketChannel> stuck = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 1024);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      stuck.add(channel);
    }
    return stuck;
  }

  /** Reads until every member has received {@code text} anew; returns how long that took. */
  Duration awaitAll(String text) throws IOException {
    long start = System.nanoTime();
    int missing = members.size();
    members.forEach(Member::begin);
    while (missing > 0) {
      Duration left = DEADLINE.minusNanos(System.nanoTime() - start);
      int waiting = missing;
      assertTrue(!left.isNegative(), () -> waiting + " did not hear " + text);
      selector.select(Math.max(1, left.toMillis()));
      for (SelectionKey key : selector.selectedKeys()) {
        Member member = (Member) key.attachment();
        missing -= member.read(buffer, text) ? 1 : 0;
      }
      selector.selectedKeys().clear();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Reads until the server has ended every stream. */
  void awaitEnd() throws IOException {
    selector.keys().forEach(SelectionKey::cancel);
    selector.selectNow();
    for (Member member : members) {
      member.channel.configureBlocking(true);
      while (member.channel.read(buffer.clear()) >= 0) {
        // What was on its way.
      }
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Member member : members) {
      member.channel.close();
    }
  }

  private static SocketChannel connect(int port) throws IOException {
    return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static final class Member {

    private final SocketChannel channel;
    private String tail = "";
    private boolean heard;

    Member(SocketChannel channel) {
      this.channel = channel;
    }

    void begin() {
      heard = false;
    }

    /** Returns whether {@code text} has come for the first time. */
    boolean read(ByteBuffer into, String text) throws IOException {
      int read = channel.read(into.clear());
      assertTrue(read >= 0, "A stream has ended.");
      String all = tail + ISO_8859_1.decode(into.flip());
      int found = all.lastIndexOf(text);
      tail = found >= 0 ? "" : all.substring(Math.max(0, all.length() - text.length()));
      boolean first = found >= 0 && !heard;
      heard |= found >= 0;
      return first;
    }
  }
}
