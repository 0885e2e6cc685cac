package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.watch.IgnoreRules.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class IgnoredPathsTest {

  private static final Path LOG = Path.of("a.log");
  private static final Reason RULE = new Reason("*.log", "--ignore");

  private final IgnoredPaths paths = new IgnoredPaths();

  @Test
  void aPathIsNewsOnceForEachReason() {
    assertTrue(paths.isNews(LOG, RULE));
    assertFalse(paths.isNews(LOG, RULE));
    assertTrue(paths.isNews(LOG, new Reason("*.log", ".gitignore:1")));
    assertTrue(paths.isNews(Path.of("b.log"), RULE));
  }

  @Test
  void noMoreIsRememberedThanTheLimit() {
    paths.isNews(LOG, RULE);
    for (int i = 0; i < IgnoredPaths.LIMIT; i++) {
      paths.isNews(Path.of(i + ".log"), RULE);
    }

    assertTrue(paths.isNews(LOG, RULE));
    assertFalse(paths.isNews(Path.of("500.log"), RULE));
  }
}
