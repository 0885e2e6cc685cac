package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitIgnoresIT {

  private Path repository = Path.of("");
  private Path root = Path.of("");

  @BeforeEach
  void fill(@TempDir Path temporary) throws IOException {
    repository = temporary.toRealPath();
    Files.createDirectory(repository.resolve(".git"));
    root = Files.createDirectory(repository.resolve("site"));
    WatchedSite.fill(root);
  }

  @Test
  void nestedFilesCountAndAreNamed() throws Exception {
    Files.writeString(repository.resolve(".gitignore"), "*.map\n");
    Files.writeString(root.resolve(".gitignore"), "/out/\n\n*.tmp\n");
    Files.writeString(root.resolve("sub/.gitignore"), "!keep.tmp\n");
    Files.createDirectory(root.resolve("out"));
    try (WatchedSite site = WatchedSite.watch(root)) {
      site.write("a.tmp", "x");
      assertEquals(
          "a.tmp: *.tmp (" + root.resolve(".gitignore") + ":3)", site.recorder().nextIgnored());
      site.write("a.map", "x");
      site.write("out/a.css", "x");
      site.write("sub/keep.tmp", "x");

      assertEquals("created sub/keep.tmp", site.recorder().nextBatch());
      site.assertExhausted();
    }
  }

  @Test
  void ignoredFolderIsNotEvenWatched() throws Exception {
    Files.writeString(root.resolve(".gitignore"), "out/\n");
    Files.createDirectories(root.resolve("out/deep"));
    Files.createDirectory(root.resolve("node_modules"));
    try (WatchedSite site = WatchedSite.watch(root)) {
      site.write("out/a.css", "x");
      site.write("out/deep/b.css", "x");
      site.write("node_modules/c.js", "x");

      site.assertExhausted();
      assertEquals(List.of(), site.recorder().ignored());
    }
  }

  @Test
  void rootThatItsRepositoryIgnoresIsWatched() throws Exception {
    Files.writeString(repository.resolve(".gitignore"), "site\n*.css\n");
    try (WatchedSite site = WatchedSite.watch(root)) {
      site.write("a.css", "a { color: red }");

      assertEquals("modified a.css", site.recorder().nextBatch());
      site.assertExhausted();
    }
  }

  @Test
  void newRulesCountAtOnceAndChangeNoFile() throws Exception {
    Files.writeString(root.resolve(".gitignore"), "sub/\n");
    try (WatchedSite site = WatchedSite.watch(root)) {
      site.write(".gitignore", "b.css\n");
      assertEquals("modified .gitignore", site.recorder().nextBatch());
      site.assertExhausted();

      site.write("b.css", "b { color: red }");

      assertEquals("modified sub/deep/c.css", site.editUntilSeen("sub/deep/c.css"));
      site.assertExhausted();
    }
  }

  @Test
  void changeOfAFileAboveTheRootCounts() throws Exception {
    try (WatchedSite site = WatchedSite.watch(root)) {
      site.write("a.map", "1");
      assertEquals("created a.map", site.recorder().nextBatch());

      Files.writeString(repository.resolve(".gitignore"), "*.map\n");

      site.editUntilIgnored("a.map");
      Files.delete(repository.resolve(".gitignore"));
      site.editUntilSeen("a.map");
    }
  }
}
