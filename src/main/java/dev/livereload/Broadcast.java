package dev.livereload;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Source;
import dev.livereload.stream.EventLog;
import dev.livereload.stream.EventLog.Entry;
import dev.livereload.stream.SseHub;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last stage: an event gets its id, is kept for those who come later, and goes out to who is
 * there. Used by the engine's thread alone.
 */
final class Broadcast {

  private final EventLog log;
  private final @Nullable History history;
  private final Versions versions;
  private final SseHub hub;
  private final Audience audience;
  private final LiveReloadListener listener;

  Broadcast(
      EventLog log,
      @Nullable History history,
      Versions versions,
      SseHub hub,
      Audience audience,
      LiveReloadListener listener) {
    this.log = log;
    this.history = history;
    this.versions = versions;
    this.hub = hub;
    this.audience = audience;
    this.listener = listener;
  }

  /** Tells every reader of {@code event}. */
  void tell(LiveEvent event) {
    EventId next = log.last().next();
    if (event instanceof LiveEvent.Change change) {
      // Before it is in the log: whoever asks because of it must find these.
      versions.take(change, next);
    }
    if (history != null) {
      history.event(next, event);
    }
    Entry entry = log.append(event);
    hub.publish(entry);
    listener.told(entry.id(), event);
    if (event instanceof LiveEvent.Change || event instanceof LiveEvent.Reload) {
      audience.announced(entry.id(), event);
    }
  }

  /** Whether {@code event} is of a build that would be one too many to keep. */
  boolean isOneSourceTooMany(LiveEvent event) {
    Set<String> names = log.sources().stream().map(Source::name).collect(Collectors.toSet());
    boolean isNew =
        (event instanceof LiveEvent.Building building && !names.contains(building.name()))
            || (event instanceof LiveEvent.Built built && !names.contains(built.name()));
    return isNew && names.size() >= LiveReload.MAX_SOURCES;
  }
}
