package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionGoalsTest {

  @ParameterizedTest
  @CsvSource({
    "compile, 1, true",
    "process-resources process-classes, 1, true",
    "compile, 2, false",
    "package, 1, false",
    "compile test, 1, false",
    "clean compile, 1, false",
    "spring-boot:run, 1, false",
    "resources:resources, 1, false",
  })
  void whatIsShortAndEndsFits(String goals, int threads, boolean fits) {
    MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setDegreeOfConcurrency(threads);

    assertEquals(fits, SessionGoals.fits(request, List.of(goals.split(" ", -1))));
  }

  @Test
  void aFailureIsSaidInTheWordsOfThePlugin() {
    MojoFailureException compiler =
        new MojoFailureException(
            "source", "Compilation failure", "\n/a/A.java:[3,5] no\n  symbol: x\n");
    Exception failure = new IllegalStateException("Failed to execute goal", compiler);

    assertEquals(
        List.of("[ERROR] /a/A.java:[3,5] no", "[ERROR]   symbol: x"),
        SessionGoals.lines(List.of(failure)));
  }

  @Test
  void aFailureOfMavenItselfIsSaidInItsOwn() {
    assertEquals(
        List.of("[ERROR] The POM is malformed"),
        SessionGoals.lines(List.of(new IllegalArgumentException("The POM is malformed"))));
  }
}
