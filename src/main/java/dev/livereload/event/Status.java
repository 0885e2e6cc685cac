package dev.livereload.event;

import java.util.List;

/**
 * What the server is doing at one moment.
 *
 * @param now the id of the newest event
 * @param sources the builds that report here, sorted by name
 * @param tabs readers that listen: open streams, and polls that wait. Tabs of a browser that share
 *     one stream are one reader
 * @param folders watched folders with a file in them or below
 * @param files watched files
 */
public record Status(EventId now, List<Source> sources, int tabs, int folders, int files) {

  public Status {
    sources = List.copyOf(sources);
  }
}
