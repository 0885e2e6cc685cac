package dev.livereload.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code that the documentation shows is code that was compiled. */
class ExamplesTest {

  private static final Path SOURCE = Path.of("src/test/java/dev/livereload/examples/Examples.java");
  private static final String BEGIN = "// begin: ";
  private static final String END = "// end";

  /**
   * A part of the source.
   *
   * @param shownIn the files that show it
   * @param lines without white space around them
   */
  private record Example(List<String> shownIn, List<String> lines) {}

  @Test
  void eachIsShownAsItIs() throws IOException {
    List<Example> examples = examples();

    assertEquals(3, examples.size());
    for (Example example : examples) {
      for (String file : example.shownIn()) {
        // As in Markdown, or in the comments of Java.
        String shown =
            String.join(
                "\n",
                Files.readAllLines(Path.of(file)).stream()
                    .map(line -> line.strip().replaceFirst("^\\* ?", "").strip())
                    .toList());
        String expected = String.join("\n", example.lines());
        assertTrue(shown.contains("\n" + expected + "\n"), file + " does not show:\n" + expected);
      }
    }
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> shownIn = List.of();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(SOURCE)) {
      String text = line.strip();
      if (text.startsWith(BEGIN)) {
        shownIn = List.of(text.substring(BEGIN.length()).split(" "));
        lines.clear();
      } else if (text.equals(END)) {
        examples.add(new Example(shownIn, List.copyOf(lines)));
      } else {
        lines.add(text);
      }
    }
    return examples;
  }
}
