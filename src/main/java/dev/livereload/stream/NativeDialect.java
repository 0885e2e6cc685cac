package dev.livereload.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.stream.EventLog.Entry;

/** The native stream: named events, one line of JSON each, as {@code docs/protocol.md} has them. */
final class NativeDialect {

  /**
   * Milliseconds after which a plain {@code EventSource} comes back. Sent first and at once:
   * Firefox does not call a stream open before its first byte.
   */
  private static final String OPENING = "retry: 1000\n\n";

  // Without an id: it moves no reader's position.
  private static final byte[] PING = text("", new LiveEvent.Ping()).getBytes(UTF_8);

  private NativeDialect() {}

  /** Returns the first bytes: how to come back, and the greeting, which carries {@code stands}. */
  static byte[] opening(EventId stands, Hello hello) {
    return (OPENING + text(stands, hello)).getBytes(UTF_8);
  }

  /** Returns the frame of an event that has a place in the run. */
  static byte[] frame(Entry entry) {
    return text(entry.id(), entry.event()).getBytes(UTF_8);
  }

  /** Returns the frame of the sign of life. */
  static byte[] ping() {
    return PING;
  }

  private static String text(EventId id, LiveEvent event) {
    return text("id: " + id + "\n", event);
  }

  private static String text(String id, LiveEvent event) {
    String name = EventJson.name(event);
    return "event: " + name + "\n" + id + "data: " + EventJson.data(event) + "\n\n";
  }
}
