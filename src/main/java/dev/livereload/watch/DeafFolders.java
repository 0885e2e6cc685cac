package dev.livereload.watch;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folders for which the system gives no events, so that somebody must look at them again and
 * again, and what to tell the user about it. Not thread-safe.
 */
final class DeafFolders {

  /**
   * The JDK has no type for this, only the text of a plain IOException. From Linux's own advice for
   * programs that watch much: costs 1 KB of kernel memory for each folder that is really watched.
   */
  private static final String INOTIFY_LIMIT = "User limit of inotify watches reached";

  /** File systems on which changes are made by others, of which this kernel does not hear. */
  private static final Set<String> REMOTE =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "9p",
          "v9fs",
          "drvfs",
          "virtiofs",
          "vboxsf",
          "prl_fs",
          "afs",
          "ceph",
          "webdav",
          "davfs",
          "acfs");

  private final Set<Path> tops = new TreeSet<>();
  private int count;
  private @Nullable Supplier<Notice> untold;

  /** Returns the type of the file system of {@code root} if it is one without events. */
  static Optional<String> remoteType(Path root) {
    try {
      String type = Files.getFileStore(root).type().toLowerCase(Locale.ROOT);
      return isRemote(type) ? Optional.of(type) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  // Plain "fuse" is one that did not name itself; "fuseblk" is a disk of this machine, such as
  // NTFS.
  static boolean isRemote(String type) {
    return REMOTE.contains(type) || type.equals("fuse") || type.startsWith("fuse.");
  }

  /** Adds {@code folder}, whose events {@code reason} denied. */
  void add(Path folder, Throwable reason) {
    if (cover(folder)) {
      String message = String.valueOf(reason.getMessage());
      untold =
          message.contains(INOTIFY_LIMIT)
              ? this::limit
              : () ->
                  new Notice(
                      "The system gives no events for " + folder + " (" + message + ").",
                      "It is looked at twice a second instead.");
    }
  }

  /** Adds a root that lies on a file system of {@code type}. */
  void addRemote(Path root, String type) {
    if (cover(root)) {
      untold =
          () ->
              new Notice(
                  root + " is on a file system (" + type + ") that does not tell of all changes.",
                  "It is looked at twice a second; --poll=MS chooses another pause.");
    }
  }

  /** Adds {@code root} because the user wants it. */
  void addWanted(Path root) {
    cover(root);
  }

  /** Returns the topmost folders; what to look at is all that is below them. */
  Set<Path> tops() {
    return tops;
  }

  /** Returns what the user should know and has not been told. */
  Optional<Notice> takeNotice() {
    Optional<Notice> notice = Optional.ofNullable(untold).map(Supplier::get);
    untold = null;
    return notice;
  }

  /** Begins anew. */
  void clear() {
    tops.clear();
    count = 0;
  }

  private boolean cover(Path folder) {
    count++;
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      if (tops.contains(above)) {
        return false;
      }
    }
    return tops.add(folder);
  }

  private Notice limit() {
    return new Notice(
        "The system's limit of watched folders is reached: "
            + count
            + (count == 1 ? " folder is" : " folders are")
            + " looked at twice a second instead, "
            + tops.iterator().next()
            + " first.",
        "Raise the limit with: sudo sysctl fs.inotify.max_user_watches=524288");
  }
}
