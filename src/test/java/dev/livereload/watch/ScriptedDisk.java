package dev.livereload.watch;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A disk in memory, whose files have a size, a time, an identity and a name for their content. */
final class ScriptedDisk implements Disk {

  private record Content(FileStamp stamp, String content) {}

  private final Map<Path, Content> files = new HashMap<>();
  private final Map<Path, Runnable> whenHashed = new HashMap<>();
  private final Set<Path> open = new HashSet<>();
  private Writers nobody = Writers.UNKNOWN;
  private int nextKey = 1;

  /** Writes in place, or anew where there is no such file. */
  void write(Path file, long size, String content, long time) {
    Content before = files.get(file);
    int key = before == null ? nextKey++ : before.stamp.key();
    files.put(file, new Content(new FileStamp(size, time, key, 0), content));
  }

  void move(Path from, Path to) {
    files.put(to, remove(from));
  }

  void delete(Path file) {
    remove(file);
  }

  void touch(Path file, long time) {
    Content old = find(file);
    write(file, old.stamp.size(), old.content, time);
  }

  /** Runs {@code task} in the middle of the next reading of {@code file}. */
  void whenHashed(Path file, Runnable task) {
    whenHashed.put(file, task);
  }

  /** From now on, the system tells who has a file open. */
  void tellWriters() {
    nobody = Writers.NONE;
  }

  void open(Path file) {
    open.add(file);
  }

  void close(Path file) {
    open.remove(file);
  }

  @Override
  public Writers writers(Path file) {
    return open.contains(file) && nobody == Writers.NONE ? Writers.SOME : nobody;
  }

  @Override
  public FileStamp stamp(Path file) {
    Content found = files.get(file);
    return found == null ? FileStamp.ABSENT : found.stamp;
  }

  @Override
  public long hash(Path file) throws IOException {
    Content found = files.get(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    @Nullable Runnable task = whenHashed.remove(file);
    if (task != null) {
      task.run();
    }
    return found.content.hashCode();
  }

  private Content find(Path file) {
    Content found = files.get(file);
    if (found == null) {
      throw new IllegalArgumentException("The script has no file " + file);
    }
    return found;
  }

  private Content remove(Path file) {
    Content found = find(file);
    files.remove(file);
    return found;
  }
}
