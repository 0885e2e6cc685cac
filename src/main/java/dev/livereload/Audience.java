package dev.livereload;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Outcome;
import dev.livereload.event.Shown;
import dev.livereload.stream.SseHub;
import java.time.Duration;
import java.util.List;

/** Tells the listener what events do to the tabs. Used by the engine's thread alone. */
final class Audience {

  /** Where nobody listens for so long, twice as long at most, all tabs are taken for gone. */
  static final Duration WITHOUT_READERS = Duration.ofSeconds(5);

  private final SseHub hub;
  private final Engine engine;
  private final LiveReloadListener listener;
  private final Tabs tabs = new Tabs();
  private boolean unheard;

  Audience(SseHub hub, Engine engine, LiveReloadListener listener) {
    this.hub = hub;
    this.engine = engine;
    this.listener = listener;
  }

  /** Begins to look for readers. From any thread. */
  void watch() {
    engine.runEvery(WITHOUT_READERS, this::look);
  }

  private void look() {
    boolean before = unheard;
    unheard = hub.subscribers() == 0;
    if (before && unheard) {
      tabs.forget();
    }
  }

  /** Takes what a tab says of itself. */
  void heard(Shown shown) {
    tell(tabs.heard(shown, System.nanoTime()));
  }

  /** Begins to wait for what an event does that went out. */
  void announced(EventId id, LiveEvent event) {
    tell(tabs.announced(id, event, hub.subscribers(), hub.elsewhere(), System.nanoTime()));
    tellLater();
  }

  /** Begins to wait for what pages do that come back and are told what they have missed. */
  void caughtUp(EventId id, LiveEvent missed) {
    tabs.caughtUp(id, missed, System.nanoTime());
    tellLater();
  }

  private void tellLater() {
    engine.runAfter(Tabs.PATIENCE, () -> tell(tabs.known(System.nanoTime())));
  }

  /** Returns what each tab said last. */
  List<Shown> last() {
    return tabs.last();
  }

  private void tell(List<Outcome> known) {
    known.forEach(listener::shown);
  }
}
