package dev.livereload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What reads hostile bytes, under a fuzzer that is guided by coverage: for a few seconds each, or
 * for as long as {@code -Dlivereload.fuzz.seconds} says.
 */
final class FuzzIT {

  private static final int SECONDS = Integer.getInteger("livereload.fuzz.seconds", 3);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.livereload.server.PathGateFuzz",
        "dev.livereload.server.AuthorityFuzz",
        "dev.livereload.page.HtmlInjectorFuzz",
        "dev.livereload.page.CssVersionerFuzz"
      })
  void nothingIsFound(String target) throws IOException, InterruptedException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process fuzzer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    classes,
                    "com.code_intelligence.jazzer.Jazzer",
                    "--target_class=" + target,
                    "--instrumentation_includes=dev.livereload.**",
                    "-max_total_time=" + SECONDS))
            // It writes down there what it has found.
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(fuzzer.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, fuzzer.waitFor(), said);
    assertTrue(said.contains("DONE"), said);
  }
}
