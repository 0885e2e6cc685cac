package dev.livereload.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.event.UrlPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveReloadConfigTest {

  private static final Path SITE = Path.of("site").toAbsolutePath();

  @Test
  void itIsOffUnlessSomebodyAsks() {
    assertFalse(new LiveReloadConfig().isEnabled());
    assertTrue(new LiveReloadConfig().enabled(true).isEnabled());

    System.setProperty(LiveReloadConfig.PROPERTY, "true");
    try {
      assertTrue(new LiveReloadConfig().isEnabled());
      assertFalse(new LiveReloadConfig().enabled(false).isEnabled());
    } finally {
      System.clearProperty(LiveReloadConfig.PROPERTY);
    }
  }

  @Test
  void mountsLieBelowTheContextPath() {
    LiveReloadConfig config =
        new LiveReloadConfig().mount("/", Path.of("site")).mount("/img", Path.of("site"));

    assertEquals(List.of("/shop", "/shop/img"), paths(config, "/shop"));
    assertEquals(List.of("/", "/img"), paths(config, ""));
  }

  private static List<String> paths(LiveReloadConfig config, String context) {
    return config.options(context).liveReload().mounts().stream()
        .map(Mount::at)
        .map(UrlPath::value)
        .toList();
  }

  @Test
  void noPageIsTakenForOneThatHasMissedNothing() {
    // An engine that watches no folder without URLs would tell it from what it has served itself.
    LiveReloadOptions options =
        new LiveReloadConfig().mount("/", Path.of("site")).options("").liveReload();

    assertEquals(List.of(SITE), options.watch());
  }

  @Test
  void foldersAndPaceAreHandedOn() {
    LiveReloadOptions options =
        new LiveReloadConfig()
            .watch(Path.of("site"))
            .ignore("*.tmp")
            .poll(Duration.ofSeconds(1))
            .state(Path.of("state"))
            .options("")
            .liveReload();

    assertEquals(List.of(SITE), options.watch());
    assertEquals(List.of("*.tmp"), options.ignore());
    assertEquals(Optional.of(Duration.ofSeconds(1)), options.poll());
    assertEquals(Optional.of(Path.of("state")), options.state());
  }

  @Test
  void withoutAFolderThereIsACure() {
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> new LiveReloadConfig().options(""));

    assertTrue(String.valueOf(failure.getMessage()).contains("watch(Path)"));
  }
}
