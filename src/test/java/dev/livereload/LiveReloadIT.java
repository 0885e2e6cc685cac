package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine keeps for whom. */
class LiveReloadIT {

  private static final LiveReloadListener SILENT =
      new LiveReloadListener() {
        @Override
        public void shown(Outcome outcome) {}

        @Override
        public void noticed(Notice notice) {}
      };

  @Test
  void projectsBeforeWhichNothingIsServedKeepTheirStateApart(
      @TempDir Path state, @TempDir Path one, @TempDir Path two) throws IOException {
    assertNotEquals(stateFolder(watching(one), state), stateFolder(watching(two), state));
    assertEquals(stateFolder(watching(one), state), stateFolder(watching(one), state));
  }

  @Test
  void whatIsWatchedBesideASiteIsNotAnotherSite(
      @TempDir Path state, @TempDir Path site, @TempDir Path more) throws IOException {
    LiveReloadOptions alone = LiveReloadOptions.of(site);
    LiveReloadOptions with =
        new LiveReloadOptions(alone.mounts(), List.of(more), List.of(), Optional.empty());

    assertEquals(stateFolder(alone, state), stateFolder(with, state));
  }

  private static LiveReloadOptions watching(Path folder) {
    return new LiveReloadOptions(List.of(), List.of(folder), List.of(), Optional.empty());
  }

  private static Path stateFolder(LiveReloadOptions options, Path state) throws IOException {
    try (LiveReload engine = LiveReload.start(options.remembering(state), SILENT)) {
      return engine.stateFolder().orElseThrow();
    }
  }
}
