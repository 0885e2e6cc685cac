package dev.livereload.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was last announced of every file: the truth that the disk is compared with.
 *
 * <p>A tree of names, because a flat map of whole paths needs twice the memory, and because a
 * folder that disappears must give up its files without a search through all others. Names are
 * {@code Path}s, not strings: a name that the locale cannot decode stays what it is.
 *
 * <p>Not thread-safe; belongs to the engine's thread.
 */
final class ContentIndex {

  // One on Unix; one a drive on Windows.
  private final Map<Path, Folder> drives = new HashMap<>();
  private int size;

  /** One file as a walk met it. */
  record Entry(Path path, FileStamp stamp) {}

  /** Returns what was last announced of {@code file}; {@link FileStamp#ABSENT} if nothing was. */
  FileStamp known(Path file) {
    Folder folder = find(file.getParent());
    return folder == null
        ? FileStamp.ABSENT
        : folder.files.getOrDefault(file.getFileName(), FileStamp.ABSENT);
  }

  /** Remembers how {@code file} is now; {@link FileStamp#ABSENT} forgets it. */
  void put(Path file, FileStamp stamp) {
    if (!stamp.exists()) {
      remove(file);
    } else if (make(file).files.put(file.getFileName(), stamp) == null) {
      size++;
    }
  }

  /** Returns the known files at and below {@code path}. */
  List<Path> below(Path path) {
    List<Path> files = new ArrayList<>();
    if (known(path).exists()) {
      files.add(path);
    }
    Folder folder = find(path);
    if (folder != null) {
      folder.collect(path, files);
    }
    return files;
  }

  /**
   * Returns the files at and below {@code start} that do not look as they were announced.
   *
   * @param entries all that a walk found there
   */
  Set<Path> differences(Path start, Collection<Entry> entries) {
    Set<Path> different = new HashSet<>(below(start));
    for (Entry entry : entries) {
      if (entry.stamp().looksLike(known(entry.path()))) {
        different.remove(entry.path());
      } else {
        different.add(entry.path());
      }
    }
    return different;
  }

  /** Returns the number of known files. */
  int size() {
    return size;
  }

  /** Returns the number of folders at and below {@code path} with a known file in them or below. */
  int foldersBelow(Path path) {
    Folder folder = find(path);
    return folder == null ? 0 : folder.count();
  }

  private void remove(Path file) {
    Folder folder = find(file.getParent());
    if (folder != null && folder.files.remove(file.getFileName()) != null) {
      size--;
    }
  }

  private @Nullable Folder find(@Nullable Path path) {
    if (path == null) {
      return null;
    }
    Folder folder = drives.get(path.getRoot());
    for (Path name : path) {
      if (folder == null) {
        return null;
      }
      folder = folder.folders.get(name);
    }
    return folder;
  }

  /** Returns the folder of {@code file}, which it makes. */
  private Folder make(Path file) {
    Folder folder = drives.computeIfAbsent(file.getRoot(), key -> new Folder());
    for (int i = 0; i < file.getNameCount() - 1; i++) {
      folder = folder.folders.computeIfAbsent(file.getName(i), key -> new Folder());
    }
    return folder;
  }

  private static final class Folder {

    // Most folders are small; a default map begins with room for twelve.
    private final Map<Path, Folder> folders = new HashMap<>(2);
    private final Map<Path, FileStamp> files = new HashMap<>(4);

    void collect(Path path, List<Path> into) {
      files.keySet().forEach(name -> into.add(path.resolve(name)));
      folders.forEach((name, folder) -> folder.collect(path.resolve(name), into));
    }

    // A folder that went leaves its node behind, which holds nothing.
    int count() {
      int below = folders.values().stream().mapToInt(Folder::count).sum();
      return below > 0 || !files.isEmpty() ? below + 1 : 0;
    }
  }
}
