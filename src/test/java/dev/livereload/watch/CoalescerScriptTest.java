package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays {@code coalesce/*.txt}; {@code coalesce/README} tells how they are written. */
final class CoalescerScriptTest {

  static Stream<String> scripts() throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(CoalescerScriptTest.class.getResource("/coalesce"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void batchesComeAsTheScriptExpects(String name) throws IOException, URISyntaxException {
    URL url = Objects.requireNonNull(CoalescerScriptTest.class.getResource("/coalesce/" + name));
    List<String> lines = Files.readAllLines(Path.of(url.toURI()));

    CoalescerScript script = CoalescerScript.parse(lines);

    assertEquals(
        String.join("\n", script.expected()), String.join("\n", script.play()), "in " + name);
  }

  @Test
  void scriptsAreThere() throws IOException, URISyntaxException {
    assertFalse(scripts().toList().isEmpty());
  }
}
