package dev.livereload.stream;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.EventLog.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes one event of many, for a reader to whom only the difference matters. */
final class EventMerge {

  /** Reasons that a merged reload names; a person reads no more. The rest is counted. */
  private static final int REASONS_NAMED = 3;

  /** Whether a file was there when the reader last looked, and whether it is there now. */
  private record Existence(boolean before, boolean now) {}

  // How the newest finished run of each source ended, and the run that is under way.
  private final Map<String, Built> built = new TreeMap<>();
  private final Map<String, Building> building = new TreeMap<>();
  private final Map<UrlPath, Existence> files = new TreeMap<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private boolean patch = true;

  private EventMerge() {}

  /**
   * Returns for each source how its newest run ended and whether one is under way, then at most one
   * change, then at most one reload, that say the same as {@code missed}.
   *
   * @param seen the id of the reader's newest event
   * @param missed oldest first
   */
  static List<Entry> merge(EventId seen, List<Entry> missed) {
    if (missed.size() < 2) {
      return missed;
    }
    EventMerge merge = new EventMerge();
    missed.forEach(entry -> merge.add(entry.event()));
    EventId last = missed.get(missed.size() - 1).id();
    List<LiveEvent> events = merge.events();
    List<Entry> entries = new ArrayList<>();
    for (LiveEvent event : events) {
      boolean isLast = entries.size() == events.size() - 1;
      entries.add(new Entry(isLast ? last : seen, event));
    }
    return entries;
  }

  private void add(LiveEvent event) {
    if (event instanceof Change change) {
      change.added().forEach(url -> add(url, false, true));
      change.removed().forEach(url -> add(url, true, false));
      change.updated().forEach(url -> add(url, true, true));
    } else if (event instanceof Reload reload) {
      reasons.add(reload.reason());
      patch &= reload.patch();
    } else if (event instanceof Building begun) {
      building.put(begun.name(), begun);
    } else if (event instanceof Built ended) {
      building.remove(ended.name());
      built.put(ended.name(), ended);
    } else {
      throw new AssertionError(event);
    }
  }

  private void add(UrlPath url, boolean before, boolean now) {
    files.merge(
        url,
        new Existence(before, now),
        (first, next) -> new Existence(first.before(), next.now()));
  }

  private List<LiveEvent> events() {
    List<LiveEvent> events = new ArrayList<>(built.values());
    events.addAll(building.values());
    Change change = new Change(urls(false, true), urls(true, false), urls(true, true));
    if (!change.isEmpty()) {
      events.add(change);
    }
    if (!reasons.isEmpty()) {
      events.add(new Reload(reason(), patch));
    }
    return events;
  }

  private List<UrlPath> urls(boolean before, boolean now) {
    Existence wanted = new Existence(before, now);
    return files.entrySet().stream()
        .filter(file -> file.getValue().equals(wanted))
        .map(Map.Entry::getKey)
        .toList();
  }

  private String reason() {
    String named = String.join("; ", reasons.stream().limit(REASONS_NAMED).toList());
    int more = reasons.size() - REASONS_NAMED;
    return more > 0 ? named + "; and " + more + " more" : named;
  }
}
