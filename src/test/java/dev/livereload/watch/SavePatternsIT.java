package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays {@code saves/*.sh} in a watched folder: one batch each, with exactly the right changes. */
final class SavePatternsIT {

  private static final String ONE_BATCH = "#> ";
  private static final String AT_MOST_TWO = "#2> ";

  /** Longer than the default, since a shell on a busy machine pauses for longer between writes. */
  private static final Duration SETTLE = Duration.ofMillis(300);

  static Stream<String> scripts() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      return names.stream().filter(name -> name.endsWith(".sh"));
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void givesExactlyOneBatch(String name, @TempDir Path temporary) throws Exception {
    Path script = folder().resolve(name);
    Path root = Files.createDirectory(temporary.toRealPath().resolve("site"));
    WatchedSite.fill(root);
    run(script, "setup", root);
    WatchOptions options = new WatchOptions(List.of(root), List.of(), SETTLE, Optional.empty());

    try (WatchedSite site = WatchedSite.watch(root, options, DirectoryWatcherSource::new)) {
      run(script, "save", root);

      for (String expected : lines(script, ONE_BATCH)) {
        assertEquals(expected, site.recorder().nextBatch());
      }
      for (String expected : lines(script, AT_MOST_TWO)) {
        assertEquals(expected, site.recorder().nextTwoBatches(expected));
      }
      site.assertExhausted();
    }
  }

  private static Path folder() throws URISyntaxException {
    URL folder = Objects.requireNonNull(SavePatternsIT.class.getResource("/saves"));
    return Path.of(folder.toURI());
  }

  private static List<String> lines(Path script, String mark) throws IOException {
    return Files.readAllLines(script).stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  private static void run(Path script, String function, Path root)
      throws IOException, InterruptedException {
    String command = "setup() { :; }; source '" + script + "'; set -e; " + function;
    Process bash =
        new ProcessBuilder("bash", "-c", command).directory(root.toFile()).inheritIO().start();
    assertTrue(bash.waitFor(1, TimeUnit.MINUTES), function);
    assertEquals(0, bash.exitValue(), function);
  }
}
