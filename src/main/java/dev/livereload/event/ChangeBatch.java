package dev.livereload.event;

import java.util.List;

/**
 * The changes of one save: never empty, one entry a file, sorted by path.
 *
 * @param changes the changes
 */
public record ChangeBatch(List<FileChange> changes) {

  public ChangeBatch {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("A batch without changes is no batch.");
    }
  }
}
