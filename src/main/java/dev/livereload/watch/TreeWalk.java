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
   * @param as the name that all found there is told by; not that of {@code start} where a link
   *     leads to it
   * @throws IOException if the visitor does
   */
  static void walk(Path start, Path as, IgnoreRules rules, Visitor visitor) throws IOException {
    if (rules.reason(as).isPresent()) {
      return;
    }
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          private Path name(Path path) {
            return start.equals(as) ? path : as.resolve(start.relativize(path));
          }

          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(start) && rules.ignoresName(name(folder), true)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            visitor.folder(name(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!rules.ignoresName(name(file), false)) {
              visitor.file(name(file), attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException reason) {
            if (!(reason instanceof NoSuchFileException) && !rules.ignoresName(name(path), false)) {
              visitor.unreadable(name(path), reason);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException reason) {
            if (reason != null && !(reason instanceof NoSuchFileException)) {
              visitor.unreadable(name(folder), reason);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
