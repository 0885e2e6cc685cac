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

  private static final String EXPECTATION = "#> ";

  /** Longer than the default, since a shell on a busy machine pauses for longer between writes. */
  private static final Duration SETTLE = Duration.ofMillis(100);

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

      Optional<String> expected = expectation(script);
      if (expected.isPresent()) {
        assertEquals(expected.get(), site.recorder().nextBatch());
      }
      site.assertExhausted();
    }
  }

  private static Path folder() throws URISyntaxException {
    URL folder = Objects.requireNonNull(SavePatternsIT.class.getResource("/saves"));
    return Path.of(folder.toURI());
  }

  private static Optional<String> expectation(Path script) throws IOException {
    return Files.readAllLines(script).stream()
        .filter(line -> line.startsWith(EXPECTATION))
        .map(line -> line.substring(EXPECTATION.length()))
        .findFirst();
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
