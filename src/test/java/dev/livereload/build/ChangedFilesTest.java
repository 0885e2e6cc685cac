package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChangedFilesTest {

  private static final Path FOLDER = Path.of("/work");

  @Test
  void namesAreOfTheFolderAndStandALineEach() {
    List<Path> files =
        List.of(
            Path.of("/work/a b.c"), Path.of("/work/d/\"'$(x)\u00fc\u6f22"), Path.of("/other/c"));

    assertEquals("a b.c\nd/\"'$(x)\u00fc\u6f22\n/other/c", ChangedFiles.variable(files, FOLDER));
  }

  @Test
  void whatCannotBeNamedExactlyIsAnythingMayHaveChanged() {
    List<Path> tooMany = Collections.nCopies(2_000, Path.of("/work/a-name-of-some-length"));

    assertEquals("", ChangedFiles.variable(List.of(Path.of("/work/a\nb")), FOLDER));
    assertEquals("", ChangedFiles.variable(tooMany, FOLDER));
    assertEquals("", ChangedFiles.variable(List.of(), FOLDER));
  }

  @Test
  void anEventNamesSomeOfThem() {
    List<Path> many = Collections.nCopies(1_000, Path.of("/work/a"));

    assertEquals(ChangedFiles.MAX_NAMES, ChangedFiles.names(many, FOLDER).size());
  }
}
