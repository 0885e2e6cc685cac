package dev.livereload.stream;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.Problem;
import dev.livereload.event.Source;
import dev.livereload.event.Source.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the builds stand after the events of a run. Not thread-safe; belongs to the log. */
final class SourceStates {

  private final Map<String, Source> sources = new TreeMap<>();

  /** Takes an event; all but those of builds change nothing. */
  void take(LiveEvent event) {
    if (event instanceof Building building) {
      Source before = sources.get(building.name());
      List<Problem> standing = before == null ? List.of() : before.problems();
      sources.put(building.name(), new Source(building.name(), State.BUILDING, standing));
    } else if (event instanceof Built built) {
      State state = built.errors().isEmpty() ? State.OK : State.FAILED;
      sources.put(built.name(), new Source(built.name(), state, built.problems()));
    }
  }

  /** Returns the builds, sorted by name. */
  List<Source> all() {
    return List.copyOf(sources.values());
  }
}
