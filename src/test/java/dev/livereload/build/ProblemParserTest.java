package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By golden files, see the README beside them. */
final class ProblemParserTest {

  private static final Path GOLDEN = Path.of("src/test/resources/problems");
  private static final Path FOLDER = Path.of("/home/you/site");
  private static final String OUTPUT = ".out.txt";

  static List<String> outputs() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(OUTPUT))
          .map(name -> name.substring(0, name.length() - OUTPUT.length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void findsInTheOutputWhatTheGoldenFileHas(String name) throws IOException {
    List<String> output = Files.readAllLines(GOLDEN.resolve(name + OUTPUT));

    List<Problem> problems = ProblemParser.parse(output, FOLDER);

    assertEquals(Files.readString(GOLDEN.resolve(name + ".golden.txt")), show(problems));
  }

  @Test
  void floodOfProblemsIsBounded() {
    List<String> output =
        Stream.iterate(1, i -> i + 1).limit(1_000).map(i -> "a.c:" + i + ":1: error: no").toList();

    assertEquals(ProblemParser.MAX_PROBLEMS, ProblemParser.parse(output, FOLDER).size());
  }

  @Test
  void longMessageIsCut() {
    List<String> lines = Collections.nCopies(400, "  a line of eighteen");
    List<String> output =
        Stream.concat(Stream.of("a.ts(1,1): error TS1: x"), lines.stream()).toList();

    String message = ProblemParser.parse(output, FOLDER).get(0).message();

    assertEquals(ProblemParser.MAX_TEXT + 1, message.length());
    assertTrue(message.endsWith("\u2026"));
  }

  @Test
  void lineOfDataIsNoProblem() {
    String line = "a.c:1:1: error: " + "x".repeat(3_000);

    assertEquals(List.of(), ProblemParser.parse(List.of(line), FOLDER));
  }

  private static String show(List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                (problem.severity() + " " + problem.place().map(Object::toString).orElse("-"))
                    + "\n"
                    + marked("- ", problem.message())
                    + marked("| ", problem.frame()))
        .collect(Collectors.joining("\n"));
  }

  private static String marked(String mark, String text) {
    return text.lines().map(line -> mark + line + "\n").collect(Collectors.joining());
  }
}
