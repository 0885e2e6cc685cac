package dev.livereload.history;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.UrlPath;
import java.util.Set;

/**
 * What has happened since an id.
 *
 * @param change what pages must be told; may be empty
 * @param versioned what has changed in this run or before it: a browser may still have an older
 *     image under the plain URL
 */
public record Missed(LiveEvent.Change change, Set<UrlPath> versioned) {

  public Missed {
    versioned = Set.copyOf(versioned);
  }
}
