package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinksTest {

  private static final Path SITE = Path.of("/site").toAbsolutePath();

  private final Links links = new Links();

  private void put(String link, String target) {
    links.put(SITE.resolve(link), Optional.of(SITE.resolve(target)));
  }

  @Test
  void fileHasTheNamesOfItsLinksAndOfThoseToItsFolders() {
    put("b.css", "lib/a.css");
    put("current", "lib");

    assertEquals(
        Set.of(SITE.resolve("b.css"), SITE.resolve("current/a.css")),
        links.to(SITE.resolve("lib/a.css")));
    assertEquals(Set.of(), links.to(SITE.resolve("library/a.css")));
  }

  @Test
  void linkThatPointsElsewhereOrIsGoneNamesNothingMore() {
    put("b.css", "a.css");
    put("b.css", "c.css");

    assertEquals(Set.of(), links.to(SITE.resolve("a.css")));
    assertEquals(Set.of(SITE.resolve("b.css")), links.to(SITE.resolve("c.css")));

    assertTrue(links.put(SITE.resolve("b.css"), Optional.empty()));
    assertEquals(Set.of(), links.targets());
  }

  @Test
  void onlyNewsIsNews() {
    put("b.css", "a.css");

    assertFalse(links.put(SITE.resolve("b.css"), Optional.of(SITE.resolve("a.css"))));
    assertFalse(links.put(SITE.resolve("no-link"), Optional.empty()));
  }

  @Test
  void linkToAFolderThatHoldsItIsNone(@TempDir Path temporary) throws IOException {
    Path folder = temporary.toRealPath();
    Path sub = Files.createDirectory(folder.resolve("sub"));

    assertEquals(
        Optional.empty(), Links.target(Files.createSymbolicLink(sub.resolve("up"), folder)));
    assertEquals(
        Optional.of(sub), Links.target(Files.createSymbolicLink(folder.resolve("down"), sub)));
    assertEquals(
        Optional.empty(),
        Links.target(Files.createSymbolicLink(folder.resolve("x"), folder.resolve("none"))));
    assertEquals(Optional.empty(), Links.target(sub));
  }
}
