package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class ReadLeaseIT {

  private final ReadLease lease = ReadLease.load().orElseThrow();

  @Test
  void tellsWhetherAFileIsOpenForWriting(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ü.css"), "x");

    assertEquals(Writers.NONE, lease.writers(file));
    try (OutputStream writer = Files.newOutputStream(file)) {
      writer.write('y');
      assertEquals(Writers.SOME, lease.writers(file));
    }
    assertEquals(Writers.NONE, lease.writers(file));
    assertEquals(Writers.UNKNOWN, lease.writers(folder.resolve("none")));
  }

  /** With the kernel's default signal, the first writer that comes in between ends this JVM. */
  @Test
  void writerThatComesInBetweenHarmsNobody(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.css"), "x");
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                writeOnce(file);
              }
            });

    Map<Writers, Integer> answers = new EnumMap<>(Writers.class);
    for (int i = 0; i < 20_000; i++) {
      answers.merge(lease.writers(file), 1, Integer::sum);
    }
    done.set(true);
    writer.get();

    assertTrue(answers.keySet().contains(Writers.SOME), answers.toString());
    assertTrue(!answers.keySet().contains(Writers.UNKNOWN), answers.toString());
  }

  private static void writeOnce(Path file) {
    try {
      Files.writeString(file, "y");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
