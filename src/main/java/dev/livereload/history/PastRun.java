package dev.livereload.history;

import dev.livereload.event.EventId;
import dev.livereload.event.UrlPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the pages that stand at one moment of a run may have, read from the journal of that run.
 *
 * <p>An event renews what it names, for those pages that were told of it. What was served counts
 * whenever it was: a page that stands at an early moment goes on loading until the run ends.
 */
final class PastRun {

  /** Another format is not read: one reload. */
  static final String FORMAT = "1";

  private final EventId moment;
  private final Map<UrlPath, Set<Content>> contents = new HashMap<>();
  private final Set<UrlPath> changed = new HashSet<>();
  private long newest;
  private boolean tells = true;

  private PastRun(EventId moment) {
    this.moment = moment;
  }

  /**
   * Reads a journal.
   *
   * @param moment of the run that wrote {@code lines}
   * @return nothing where the journal cannot tell: it is of another run or format, is damaged
   *     before its last line, does not reach that far, or was followed by an event without URLs
   */
  static Optional<Map<UrlPath, Known>> read(Iterator<String> lines, EventId moment) {
    PastRun past = new PastRun(moment);
    if (!lines.hasNext() || !lines.next().equals(first(moment.run()))) {
      return Optional.empty();
    }
    while (past.tells && lines.hasNext()) {
      Optional<String> words = JournalLine.words(lines.next());
      if (words.isPresent()) {
        past.take(words.get().split(" ", -1));
      } else {
        // Its writer was killed in the middle of the last line: then nobody was given that.
        past.tells = !lines.hasNext();
      }
    }
    return past.tells && moment.number() <= past.newest
        ? Optional.of(past.known())
        : Optional.empty();
  }

  /** Returns the first line of a journal, without its end. */
  static String first(String run) {
    return JournalLine.of("run " + FORMAT + ' ' + run).stripTrailing();
  }

  private void take(String[] words) {
    switch (words[0]) {
      case "served" -> contentsOf(words[1]).add(Content.parse(words[2], words[3]));
      case "event" -> newest = Long.parseLong(words[1]);
      case "changed" -> {
        changed.add(new UrlPath(words[2]));
        Set<Content> known = contentsOf(words[2]);
        if (Long.parseLong(words[1]) <= moment.number()) {
          known.clear();
          known.add(Content.parse(words[3], words[4]));
        }
      }
      case "versioned" -> changed.add(new UrlPath(words[1]));
      case "reload" -> tells = Long.parseLong(words[1]) <= moment.number();
      default -> tells = false;
    }
  }

  private Set<Content> contentsOf(String url) {
    return contents.computeIfAbsent(new UrlPath(url), none -> new HashSet<>(2));
  }

  private Map<UrlPath, Known> known() {
    Map<UrlPath, Known> known = new HashMap<>();
    contents.forEach(
        (url, given) -> {
          if (!given.isEmpty()) {
            known.put(url, new Known(given, changed.contains(url)));
          }
        });
    return known;
  }
}
