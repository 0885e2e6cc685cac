package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoalBuildsTest {

  @Test
  void everyFileBelowASourceFolderStartsGoals() {
    List<Path> sources =
        List.of(
            Path.of("/work/app/src/main/java"),
            Path.of("/work/app/s[1]/x"),
            Path.of("/work/lib/src"));

    assertEquals(
        List.of("src/main/java/**", "s\\[1\\]/x/**", "../lib/src/**"),
        GoalBuilds.globs(sources, Path.of("/work/app")));
  }
}
