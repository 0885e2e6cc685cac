package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {

  private static final List<String> WORDS =
      List.of("--port", "--open", "--host", "--listing", "--no-inject", "--settle", "--spa");

  @ParameterizedTest
  @CsvSource({
    "--prot, --port",
    "--por, --port",
    "--pport, --port",
    "--pert, --port",
    "--list, --listing",
    "--noinject, --no-inject",
    "--setle, --settle",
    "--hots, --host",
    "--sap, --spa",
    "--frobnicate, ",
    "--reload, ",
    "--zzzz, "
  })
  void aSlipIsSeenThrough(String typed, @Nullable String meant) {
    assertEquals(Optional.ofNullable(meant), Spelling.guess(typed, WORDS));
  }
}
