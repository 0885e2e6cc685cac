package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RealDiskTest {

  @TempDir Path folder;

  @Test
  void theLastOctetOfALongFileCounts() throws IOException {
    byte[] content = new byte[200_000];
    Path one = Files.write(folder.resolve("one"), content);
    content[content.length - 1] = 1;
    Path other = Files.write(folder.resolve("other"), content);

    assertNotEquals(new RealDisk().hash(one), new RealDisk().hash(other));
  }

  // A link in a watched folder may lead to it: 256 GB.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileWithoutEndIsNotReadToTheEnd() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> new RealDisk().hash(Path.of("/proc/self/pagemap")));
  }
}
