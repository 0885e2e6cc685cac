package dev.livereload.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColoursTest {

  @ParameterizedTest
  @CsvSource({
    "true, xterm, '', true",
    "true, xterm, 1, false",
    "true, dumb, '', false",
    "false, xterm, '', false",
  })
  void areForPeopleWhoWantThem(boolean terminal, String kind, String noColor, boolean wanted) {
    Map<String, String> environment = Map.of("TERM", kind, "NO_COLOR", noColor);
    assertEquals(wanted, Colours.wanted(environment, terminal));
  }
}
