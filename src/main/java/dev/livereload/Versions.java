package dev.livereload;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.UrlPath;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which event was the last that named a URL. Thread-safe. */
final class Versions {

  private final Map<UrlPath, EventId> last = new ConcurrentHashMap<>();

  /** Takes what an event names that is there. */
  void take(LiveEvent.Change event, EventId id) {
    event.added().forEach(url -> last.put(url, id));
    event.updated().forEach(url -> last.put(url, id));
  }

  /** Takes what has changed before this run, unless it is known to have changed in it. */
  void takePast(Set<UrlPath> urls, EventId id) {
    urls.forEach(url -> last.merge(url, id, (known, older) -> known));
  }

  /** Returns the newest event that named {@code url}, or nothing where none did. */
  Optional<EventId> of(UrlPath url) {
    return Optional.ofNullable(last.get(url));
  }

  /** Whether no URL was ever named. */
  boolean isEmpty() {
    return last.isEmpty();
  }
}
