package dev.livereload.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;

/** The native stream: named events, one line of JSON each, as {@code docs/protocol.md} has them. */
final class NativeDialect {

  /**
   * Milliseconds after which a plain {@code EventSource} comes back. Sent first and at once:
   * Firefox does not call a stream open before its first byte.
   */
  private static final String OPENING = "retry: 1000\n\n";

  private NativeDialect() {}

  /** Returns the first bytes of every stream. */
  static byte[] opening() {
    return OPENING.getBytes(UTF_8);
  }

  /** Returns the frame of an event that has a place in the run. */
  static byte[] frame(EventId id, LiveEvent event) {
    return frame("id: " + id + "\n", event);
  }

  /** Returns the frame of the sign of life, which has no id: it moves no reader's position. */
  static byte[] ping() {
    return frame("", new LiveEvent.Ping());
  }

  private static byte[] frame(String id, LiveEvent event) {
    String name = EventJson.name(event);
    return ("event: " + name + "\n" + id + "data: " + EventJson.data(event) + "\n\n")
        .getBytes(UTF_8);
  }
}
