package dev.livereload.history;

import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What pages have missed: the difference between what they may have and what there is. Pure. */
final class Difference {

  private Difference() {}

  /**
   * Returns what at least one page must be told.
   *
   * @param now what there is, for every URL of {@code known}
   */
  static Change between(Map<UrlPath, Known> known, Map<UrlPath, Content> now) {
    List<UrlPath> added = new ArrayList<>();
    List<UrlPath> removed = new ArrayList<>();
    List<UrlPath> updated = new ArrayList<>();
    known.forEach(
        (url, had) -> {
          Set<Content> contents = had.contents();
          Content is = now.getOrDefault(url, Content.ABSENT);
          if (contents.stream().allMatch(content -> content.isStill(is))) {
            return;
          }
          if (!is.exists()) {
            removed.add(url);
          } else if (contents.contains(Content.ABSENT)) {
            added.add(url);
          } else {
            updated.add(url);
          }
        });
    return new Change(added, removed, updated);
  }
}
