package dev.livereload.watch;

import dev.livereload.event.ChangeBatch;
import dev.livereload.watch.ContentIndex.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of all that is watched, and what a hint or a scan means for it. Times are
 * nanoseconds from any origin.
 *
 * <p>Not thread-safe; belongs to the engine's thread.
 */
final class WatchedTree {

  private final List<Path> roots;
  private final IgnoreRules rules;
  private final ContentIndex index = new ContentIndex();
  private final Links links = new Links();
  private final Coalescer coalescer;
  private final Set<Path> unscanned = new LinkedHashSet<>();
  private Set<Path> outside = Set.of();

  /** Whether files may be unknown for no other reason than that they were ignored until now. */
  private boolean rulesAreNew;

  WatchedTree(List<Path> roots, IgnoreRules rules, Disk disk, Duration settle) {
    this.roots = roots;
    this.rules = rules;
    this.coalescer = new Coalescer(disk, index, settle);
  }

  /**
   * Takes what {@code scan} found for what has always been.
   *
   * @return the files that were not known so
   */
  List<Entry> learn(TreeScan scan) {
    learnLinks(scan);
    return learn(
        scan.files().stream()
            .filter(file -> !file.stamp().looksLike(index.known(file.path())))
            .toList());
  }

  /**
   * Takes what {@code scan} found otherwise than it was known for hints.
   *
   * @return the files that were only unknown because they were ignored
   */
  List<Entry> compare(TreeScan scan, long now) {
    learnLinks(scan);
    List<Entry> learned = rulesAreNew ? learn(ignoredUntilNow(scan.files())) : List.of();
    index.differences(scan.start(), scan.files()).forEach(file -> coalescer.hint(file, now));
    return learned;
  }

  /** Remembers the hash of a file that is still as it was when it was read. */
  void learnHash(Entry hashed) {
    FileStamp known = index.known(hashed.path());
    if (known.hash() == FileStamp.NOT_HASHED && known.looksLike(hashed.stamp())) {
      index.put(hashed.path(), hashed.stamp());
    }
  }

  /**
   * Something may have happened to {@code path}, under its real name.
   *
   * @return why that does not matter, if so
   */
  Optional<IgnoreRules.Reason> hint(Path path, long now) {
    Optional<IgnoreRules.Reason> ignored = rules.reason(path);
    if (ignored.isEmpty()) {
      if (outside.stream().noneMatch(path::startsWith)) {
        look(path, now);
      }
      links.to(path).stream()
          .filter(name -> rules.reason(name).isEmpty())
          .forEach(name -> look(name, now));
    }
    return ignored;
  }

  /** A {@code .gitignore} has changed. Files that it concerns have not: they are only forgotten. */
  void readRulesAnew() {
    rules.readAnew();
    rulesAreNew = true;
    roots.stream()
        .flatMap(root -> index.below(root).stream())
        .filter(file -> rules.reason(file).isPresent())
        .forEach(file -> index.put(file, FileStamp.ABSENT));
  }

  /** Counts what is known. */
  Watched count() {
    return new Watched(roots.stream().mapToInt(index::foldersBelow).sum(), index.size());
  }

  /** All is watched and scanned by the rules that count. */
  void complete() {
    rulesAreNew = false;
  }

  /** Returns the new links to folders since the last call, which somebody must scan. */
  Set<Path> takeUnscanned() {
    Set<Path> taken = Set.copyOf(unscanned);
    unscanned.clear();
    return taken;
  }

  /** Returns the folders that links lead to and that lie in no watched one. */
  Set<Path> outside() {
    return outside;
  }

  /** Returns when {@link #advance} is due, or nothing where nothing is pending. */
  OptionalLong nextWake() {
    return coalescer.nextWake();
  }

  /** Returns the batch that is complete at {@code now}, if one is. */
  Optional<ChangeBatch> advance(long now) {
    return coalescer.advance(now);
  }

  private List<Entry> learn(List<Entry> files) {
    files.forEach(file -> index.put(file.path(), file.stamp()));
    return files;
  }

  private List<Entry> ignoredUntilNow(List<Entry> files) {
    return files.stream()
        .filter(file -> !index.known(file.path()).exists())
        .filter(file -> rules.ignoredBefore(file.path()))
        .toList();
  }

  private void look(Path path, long now) {
    Optional<Path> target = Links.target(path);
    boolean isNews = links.put(path, target);
    if (isNews && target.filter(Files::isDirectory).isPresent()) {
      unscanned.add(path);
    }
    coalescer.hint(path, now);
    // A folder that went, or was replaced: all that was known in it.
    for (Path file : index.below(path)) {
      if (!file.equals(path)) {
        coalescer.hint(file, now);
      }
    }
  }

  private void learnLinks(TreeScan scan) {
    scan.links().forEach((link, target) -> links.put(link, Optional.of(target)));
    Set<Path> folders = new HashSet<>();
    for (Path target : links.targets()) {
      if (!isWatched(target) && Files.isDirectory(target)) {
        folders.add(target);
      }
    }
    outside =
        folders.stream()
            .filter(folder -> folders.stream().noneMatch(other -> isBelow(folder, other)))
            .collect(Collectors.toUnmodifiableSet());
    rules.judgeAlso(outside);
  }

  private boolean isWatched(Path target) {
    return roots.stream().anyMatch(target::startsWith) && rules.reasonInRoots(target).isEmpty();
  }

  private static boolean isBelow(Path folder, Path other) {
    return !folder.equals(other) && folder.startsWith(other);
  }
}
