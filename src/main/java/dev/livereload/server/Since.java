package dev.livereload.server;

import dev.livereload.event.EventId;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The newest event that a reader says it has seen. */
final class Since {

  private static final String PARAMETER = "since";

  private Since() {}

  /** Returns the id, {@link EventId#UNKNOWN} for what is none; null where it names nothing. */
  static @Nullable EventId of(HttpServletRequest request) {
    // A reader of its own choice names it in the query; an EventSource that reconnects by itself
    // does so in the header, which is newer then.
    String header = request.getHeader("Last-Event-ID");
    String wire = header == null ? Query.parameter(request, PARAMETER) : header;
    return wire.isBlank() ? null : EventId.parse(wire).orElse(EventId.UNKNOWN);
  }
}
