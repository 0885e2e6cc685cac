package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootsTest {

  private Path site = Path.of("");

  @BeforeEach
  void realPath(@TempDir Path folder) throws IOException {
    site = folder.toRealPath();
  }

  @Test
  void doublesAndNestedRootsAreWatchedOnce() throws IOException {
    Path inner = Files.createDirectories(site.resolve("a/b"));

    assertEquals(List.of(site), Roots.fold(List.of(inner, site, inner, site), List.of()));
  }

  @Test
  void nestedRootThatIsIgnoredThereStays() throws IOException {
    Path theme = Files.createDirectories(site.resolve("node_modules/theme"));
    Path drafts = Files.createDirectories(site.resolve("drafts"));

    assertEquals(
        List.of(site, drafts, theme), Roots.fold(List.of(site, theme, drafts), List.of("drafts")));
  }

  @Test
  void whatWouldBeSilentlyDeafIsRefused() throws IOException {
    Path file = Files.createFile(site.resolve("file"));
    Path link = Files.createSymbolicLink(site.resolve("link"), site);

    for (Path root : List.of(file, link, site.resolve("none"), Path.of("relative"))) {
      assertThrows(
          IllegalArgumentException.class, () -> Roots.fold(List.of(root), List.of()), root + "");
    }
  }
}
