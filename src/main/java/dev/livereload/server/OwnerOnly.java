package dev.livereload.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that nobody but their owner reads, as far as the file system knows of that. */
final class OwnerOnly {

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Writes a file, and the folder it lies in; readers see the old one or the new one, whole. */
  static void write(Path folder, String name, byte[] content) throws IOException {
    Files.createDirectories(folder, rights(folder, "rwx------"));
    Path fresh = Files.createTempFile(folder, "new", "", rights(folder, "rw-------"));
    try {
      Files.write(fresh, content);
      Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Whether others than its owner have no right to {@code file}, and it is no link elsewhere. */
  static boolean holds(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && (!knowsRights(file) || OWNER.containsAll(Files.getPosixFilePermissions(file)));
  }

  private static FileAttribute<?>[] rights(Path folder, String rights) {
    return knowsRights(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean knowsRights(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
