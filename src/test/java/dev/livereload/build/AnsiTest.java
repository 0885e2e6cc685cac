package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the table {@code E} is the escape character, {@code G} BEL, {@code R} a carriage return. */
final class AnsiTest {

  @ParameterizedTest
  @CsvSource({
    "plain, plain, plain",
    "E[31mredE[0m, red, E[31mredE[0m",
    "E[38;5;196mxE[m, x, E[38;5;196mxE[m",
    "aE[2KE[1;1Hb, ab, ab",
    "E]0;titleGa, a, a",
    "E]8;;http://x/E\\linkE]8;;E\\, link, link",
    "E(Ba, a, a",
    "10%R99%, 99%, 99%",
    "lineR, line, line",
    "aGb, ab, ab",
    "aE, a, a",
    "E[, '', ''",
  })
  void onlyTextIsLeftAndColoursWhereWanted(String line, String text, String coloured) {
    assertEquals(text, Ansi.strip(written(line)));
    assertEquals(written(coloured), Ansi.colours(written(line)));
  }

  private static String written(String line) {
    return line.replace('E', '\u001b').replace('G', '\u0007').replace('R', '\r');
  }
}
