package dev.livereload.build;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes that pages are not told of yet, because builds were under way when they came. Pure;
 * not thread-safe.
 */
public final class HeldChanges {

  private record Held(Kind kind, Set<String> builds) {}

  private final Map<Path, Held> held = new TreeMap<>();

  /**
   * Keeps {@code batch}.
   *
   * @param builds that may have written it
   */
  public void add(ChangeBatch batch, Set<String> builds) {
    for (FileChange change : batch.changes()) {
      Held before = held.remove(change.file());
      Set<String> all = new HashSet<>(builds);
      if (before != null) {
        all.addAll(before.builds());
      }
      kind(before == null ? null : before.kind(), change.kind())
          .ifPresent(kind -> held.put(change.file(), new Held(kind, all)));
    }
  }

  /** Lets go of what no build in {@code failed} may have written; nothing where there is none. */
  public Optional<ChangeBatch> release(Set<String> failed) {
    List<FileChange> free =
        held.entrySet().stream()
            .filter(entry -> failed.stream().noneMatch(entry.getValue().builds()::contains))
            .map(entry -> new FileChange(entry.getKey(), entry.getValue().kind()))
            .toList();
    free.forEach(change -> held.remove(change.file()));
    return free.isEmpty() ? Optional.empty() : Optional.of(new ChangeBatch(free));
  }

  /**
   * Returns {@code batch}, which came while no build was under way, as pages have to be told of it:
   * what was kept of the same files is let go of with it. Nothing where they are as they were.
   */
  public Optional<ChangeBatch> join(ChangeBatch batch) {
    List<FileChange> joined =
        batch.changes().stream().flatMap(change -> join(change).stream()).toList();
    return joined.isEmpty() ? Optional.empty() : Optional.of(new ChangeBatch(joined));
  }

  private Optional<FileChange> join(FileChange change) {
    Held before = held.remove(change.file());
    return kind(before == null ? null : before.kind(), change.kind())
        .map(kind -> new FileChange(change.file(), kind));
  }

  private static Optional<Kind> kind(@Nullable Kind before, Kind now) {
    if (before == null) {
      return Optional.of(now);
    }
    boolean was = before != Kind.CREATED;
    boolean is = now != Kind.DELETED;
    if (!was && !is) {
      return Optional.empty();
    }
    return Optional.of(!was ? Kind.CREATED : is ? Kind.MODIFIED : Kind.DELETED);
  }
}
