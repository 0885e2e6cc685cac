package dev.livereload.history;

import java.util.Set;

/**
 * What pages may have of one URL.
 *
 * @param contents what they were given since an event named it, never empty: usually one
 * @param changed whether any event has named it, so that a style sheet must name it with a version
 */
record Known(Set<Content> contents, boolean changed) {

  Known {
    contents = Set.copyOf(contents);
  }
}
