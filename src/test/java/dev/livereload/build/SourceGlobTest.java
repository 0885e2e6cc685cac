package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceGlobTest {

  private static final Path FOLDER = Path.of("/work");

  @ParameterizedTest
  @CsvSource({
    "*.scss, /work/a.scss, true",
    "*.scss, /work/css/deep/a.scss, true",
    "*.scss, /elsewhere/a.scss, true",
    "*.scss, /work/a.css, false",
    "css/*.scss, /work/css/a.scss, true",
    "./css/*.scss, /work/css/a.scss, true",
    "css/*.scss, /work/css/deep/a.scss, false",
    "css/*.scss, /elsewhere/css/a.scss, false",
    "css/**, /work/css/deep/a.scss, true",
    "css/**/*.scss, /work/css/deep/a.scss, true",
    "css/**/*.scss, /work/css/a.scss, true",
    "**/*.scss, /work/a.scss, true",
    "'*.{ts,tsx}', /work/a.tsx, true",
    "'a b.txt', /work/a b.txt, true",
    "main.c, /work/src/main.c, true",
    "../shared/**, /shared/a.c, true",
    "../shared/**, /work/a.c, false",
    "**/*.c, /elsewhere/a.c, false",
  })
  void matchesNamesAnywhereAndPathsFromTheFolder(String glob, Path file, boolean expected) {
    assertEquals(expected, new SourceGlob(FOLDER, glob).matches(file));
  }

  @ParameterizedTest
  @CsvSource({
    "*.scss, /work",
    "css/*.scss, /work/css",
    "src/main/**/*.java, /work/src/main",
    "**/*.scss, /work",
    "'{a,b}/*.c', /work",
    "css/main.scss, /work/css",
    "../shared/*.c, /shared",
  })
  void allThatMatchesLiesInTheBase(String glob, Path base) {
    assertEquals(base, new SourceGlob(FOLDER, glob).base());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "./", "/"})
  void aGlobOfNothingIsRefused(String glob) {
    InvalidBuildException e =
        assertThrows(InvalidBuildException.class, () -> new SourceGlob(FOLDER, glob));
    assertTrue(e.notice().cure().contains("--build"), e.notice()::toString);
  }

  @Test
  void aMalformedGlobIsRefused() {
    InvalidBuildException e =
        assertThrows(InvalidBuildException.class, () -> new SourceGlob(FOLDER, "css/[a"));
    assertTrue(e.notice().what().contains("css/[a"), e.notice()::toString);
  }
}
