package dev.livereload.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** One walk over what is watched: ignored folders are not entered, links not followed. */
final class TreeWalk {

  /** Told what the walk meets. A folder comes before what is in it is read. */
  interface Visitor {

    void folder(Path folder) throws IOException;

    void file(Path file, BasicFileAttributes attributes) throws IOException;

    /** {@code path} is there, but cannot be entered or read. */
    void unreadable(Path path, IOException reason);
  }

  private TreeWalk() {}

  /**
   * Walks {@code start} and what is below it. What vanishes meanwhile is passed over.
   *
   * @throws IOException if the visitor does
   */
  static void walk(Path start, IgnoreRules rules, Visitor visitor) throws IOException {
    if (rules.reason(start).isPresent()) {
      return;
    }
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(start) && rules.ignoresName(folder, true)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            visitor.folder(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!rules.ignoresName(file, false)) {
              visitor.file(file, attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException reason) {
            if (!(reason instanceof NoSuchFileException) && !rules.ignoresName(path, false)) {
              visitor.unreadable(path, reason);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException reason) {
            if (reason != null && !(reason instanceof NoSuchFileException)) {
              visitor.unreadable(folder, reason);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
