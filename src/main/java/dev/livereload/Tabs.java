package dev.livereload;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.Outcome;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import dev.livereload.event.UrlPath;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tabs that say what they show, and the events whose effect on them is not known yet. Of each
 * event becomes known what it did once every tab has said so, at the latest after {@link
 * #PATIENCE}; in the order of the events. Pure, but for what it remembers; times are in nanoseconds
 * of any clock. Not thread-safe.
 */
final class Tabs {

  /**
   * How long an event waits for the tabs. One that says nothing for so long is named as late; when
   * the next event comes and it is still silent, it is taken for crashed and forgotten, so that it
   * holds up no line twice. Whatever it says later brings it back.
   */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Tabs remembered; of more, the one that was silent for longest is forgotten. Of an event no more
   * answers are counted.
   */
  static final int MAX_TABS = 1_000;

  /** What a tab said last, and whether it owes an answer that it did not give in time. */
  private record Tab(Shown last, boolean late) {}

  private final Map<String, Tab> tabs = new LinkedHashMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /**
   * Begins to wait for what {@code event} does.
   *
   * @param readers streams and polls that it was sent to
   * @param elsewhere how many of them are of pages of another origin
   * @return what is known by now, of this event or of earlier ones
   */
  List<Outcome> announced(EventId id, LiveEvent event, int readers, int elsewhere, long now) {
    tabs.values().removeIf(Tab::late);
    waiting.add(new Waiting(id, event, readers, elsewhere, now, last()));
    return known(now);
  }

  /**
   * Begins to wait for what pages of an earlier run do that are told what they have missed. Who
   * they are is known only by what they say, so all of {@link #PATIENCE} passes; where none says
   * anything, nothing becomes known. What several are told at one id is one event.
   */
  void caughtUp(EventId id, LiveEvent missed, long now) {
    if (waiting.stream().noneMatch(event -> event.joins(id, missed))) {
      waiting.add(new Waiting(id, missed, 0, 0, now, List.of()).ofReturning());
    }
  }

  /** Takes what a tab says. Returns what is known by now. */
  List<Outcome> heard(Shown shown, long now) {
    tabs.remove(shown.tab());
    if (shown.effect() != Effect.CLOSED) {
      tabs.put(shown.tab(), new Tab(shown, false));
      if (tabs.size() > MAX_TABS) {
        tabs.remove(tabs.keySet().iterator().next());
      }
    }
    waiting.forEach(event -> event.take(shown));
    return known(now);
  }

  /** Returns what is known at {@code now}. */
  List<Outcome> known(long now) {
    List<Outcome> known = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.getFirst().isOver(now)) {
      Waiting event = waiting.removeFirst();
      for (Shown silent : event.silent()) {
        tabs.computeIfPresent(silent.tab(), (id, tab) -> new Tab(tab.last(), true));
      }
      event.outcome().ifPresent(known::add);
    }
    return known;
  }

  /** Says that nobody has listened for a while: whoever was there is gone. */
  void forget() {
    tabs.clear();
  }

  /** Returns what each tab said last. */
  List<Shown> last() {
    return tabs.values().stream().map(Tab::last).toList();
  }

  /** An event whose effect is not known in all tabs. */
  private static final class Waiting {

    private final EventId id;
    private LiveEvent event;
    private final int readers;
    private final int elsewhere;
    private final long since;
    private boolean returning;
    private final Map<String, Shown> silent = new LinkedHashMap<>();
    private final Map<String, Shown> left = new LinkedHashMap<>();
    private final Map<String, Shown> answers = new LinkedHashMap<>();

    Waiting(
        EventId id,
        LiveEvent event,
        int readers,
        int elsewhere,
        long since,
        Collection<Shown> tabs) {
      this.id = id;
      this.event = event;
      this.readers = readers;
      this.elsewhere = elsewhere;
      this.since = since;
      for (Shown tab : tabs) {
        // A hidden one is not late, however long it stays so.
        (tab.effect() == Effect.HELD ? answers : silent).put(tab.tab(), tab);
      }
    }

    /** Makes it one of pages that come back. */
    Waiting ofReturning() {
      returning = true;
      return this;
    }

    /** Takes what others missed who come back at the same time, and tells whether it did. */
    boolean joins(EventId at, LiveEvent missed) {
      boolean same = returning && id.equals(at);
      if (same && event instanceof Change one && missed instanceof Change other) {
        event =
            new Change(
                union(one.added(), other.added()),
                union(one.removed(), other.removed()),
                union(one.updated(), other.updated()));
      }
      return same;
    }

    private static List<UrlPath> union(List<UrlPath> some, List<UrlPath> others) {
      return Stream.concat(some.stream(), others.stream()).sorted().distinct().toList();
    }

    boolean isOver(long now) {
      boolean answered = !returning && silent.isEmpty() && left.isEmpty();
      return answered || now - since >= PATIENCE.toNanos();
    }

    Collection<Shown> silent() {
      return silent.values();
    }

    void take(Shown shown) {
      if (shown.effect() == Effect.CLOSED) {
        // Perhaps because of this event: then the page is loaded anew, maybe as another tab.
        Shown before = silent.remove(shown.tab());
        if (before != null) {
          left.put(shown.tab(), before);
        }
        answers.remove(shown.tab());
      } else if (stays(shown) || isPast(shown.id())) {
        silent.remove(shown.tab());
        if (left.remove(shown.tab()) == null && isLoad(shown)) {
          takePlace(shown.page());
        }
        answer(shown);
      }
    }

    private void answer(Shown shown) {
      // What was said first was said of this event, unless it only put it off.
      Shown before = answers.get(shown.tab());
      boolean more = before == null && answers.size() < MAX_TABS;
      if (shown.effect() != Effect.CONNECTED && (more || (before != null && stays(before)))) {
        answers.put(shown.tab(), shown);
      }
    }

    private void takePlace(String page) {
      left.values().stream()
          .filter(tab -> tab.page().equals(page))
          .findFirst()
          .ifPresent(tab -> left.remove(tab.tab()));
    }

    private static boolean isLoad(Shown shown) {
      return shown.effect() == Effect.RELOADED || shown.effect() == Effect.CONNECTED;
    }

    // Such a tab goes on showing what it showed before.
    private static boolean stays(Shown shown) {
      return shown.effect() == Effect.HELD || shown.effect() == Effect.KEPT;
    }

    private boolean isPast(EventId shown) {
      return shown.run().equals(id.run()) && shown.number() >= id.number();
    }

    Optional<Outcome> outcome() {
      if (returning && answers.isEmpty()) {
        return Optional.empty();
      }
      List<String> late = silent.values().stream().map(Shown::page).toList();
      List<Shown> said = List.copyOf(answers.values());
      return Optional.of(new Outcome(id, event, readers, elsewhere, said, late, left.size()));
    }
  }
}
