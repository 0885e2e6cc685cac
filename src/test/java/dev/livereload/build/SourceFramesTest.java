package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceFramesTest {

  private static final List<String> SOURCE = List.of("one", "\ttwo", "three", "four", "five");

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void sources() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("site"));
    Files.write(folder.resolve("a.c"), SOURCE);
    Files.write(folder.resolve(".env"), SOURCE);
    Files.write(folder.resolveSibling("secret"), SOURCE);
    Files.createSymbolicLink(folder.resolve("link"), folder.resolveSibling("secret"));
    Files.writeString(folder.resolve("large"), "x\n".repeat((int) SourceFrames.MAX_SOURCE));
  }

  @Test
  void theLinesAroundAreDrawnAndThePlaceIsMarked() {
    assertEquals(
        """
          1 | one
        > 2 | \ttwo
            | \t ^
          3 | three
          4 | four""",
        draw(2, 3));
    assertEquals("  3 | three\n  4 | four\n> 5 | five\n    |     ^", draw(5, 5));
  }

  @Test
  void aColumnThatIsNotThereIsNotMarked() {
    assertEquals("> 1 | one\n  2 | \ttwo\n  3 | three", draw(1, 0));
    assertEquals("> 1 | one\n  2 | \ttwo\n  3 | three", draw(1, 9));
    assertEquals(Optional.empty(), SourceFrames.draw(SOURCE, new Place("a.c", 6, 1)));
  }

  @Test
  void longLinesAreCut() {
    String frame =
        SourceFrames.draw(List.of("x".repeat(5_000)), new Place("a", 1, 9)).orElseThrow();

    assertEquals(List.of(207, 15), frame.lines().map(String::length).toList());
  }

  @Test
  void aProblemWithAFrameKeepsIt() {
    Problem problem = at("a.c").framed("own");

    assertEquals(List.of(problem), new SourceFrames(folder).frame(List.of(problem)));
  }

  @Test
  void sourcesOfTheFolderAreShown() {
    Problem framed = new SourceFrames(folder).frame(List.of(at("a.c"))).get(0);

    assertEquals("> 1 | one\n    | ^\n  2 | \ttwo\n  3 | three", framed.frame());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "link", ".env", "large", "absent", ".", "a\0b"})
  void nothingElseIsShown(String file) {
    assertEquals(List.of(at(file)), new SourceFrames(folder).frame(List.of(at(file))));
  }

  @Test
  void onlySomeGetAFrame() {
    List<Problem> problems = Collections.nCopies(SourceFrames.MAX_FRAMES + 3, at("a.c"));

    long framed =
        new SourceFrames(folder)
            .frame(problems).stream().filter(problem -> !problem.frame().isEmpty()).count();

    assertEquals(SourceFrames.MAX_FRAMES, framed);
  }

  private static String draw(int line, int column) {
    return SourceFrames.draw(SOURCE, new Place("a.c", line, column)).orElseThrow();
  }

  private static Problem at(String file) {
    return new Problem(Severity.ERROR, "x", Optional.of(new Place(file, 1, 1)), "");
  }
}
