package dev.livereload.event;

import java.util.List;

/**
 * What the server is doing at one moment.
 *
 * @param now the id of the newest event
 * @param sources the builds that report here, sorted by name
 * @param readers that listen: open streams, and polls that wait. Tabs of a browser that share one
 *     stream are one reader
 * @param pages what each tab that tells of itself said last
 * @param folders watched folders with a file in them or below
 * @param files watched files
 */
public record Status(
    EventId now, List<Source> sources, int readers, List<Shown> pages, int folders, int files) {

  public Status {
    sources = List.copyOf(sources);
    pages = List.copyOf(pages);
  }

  /** Returns the number of tabs, or, where none tells of itself, of readers. */
  public int tabs() {
    return pages.isEmpty() ? readers : pages.size();
  }
}
