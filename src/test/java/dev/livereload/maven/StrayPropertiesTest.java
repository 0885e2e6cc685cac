package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrayPropertiesTest {

  private static final List<String> KNOWN = List.of("livereload.port", "livereload.proxy");

  private static List<String> said(String... given) {
    return StrayProperties.notices(List.of(given), List.of("livereload.version"), KNOWN).stream()
        .map(Notice::toString)
        .toList();
  }

  @Test
  void whatNoGoalHasIsNamedWithWhatWasMeant() {
    assertEquals(
        List.of(
            "No goal has a property livereload.directory, so it does nothing."
                + " The names are listed by livereload:help -Ddetail.",
            "No goal has a property livereload.prot, so it does nothing."
                + " Did you mean livereload.port?"),
        said("livereload.prot", "livereload.directory"));
  }

  @Test
  void theOthersAreLeftAlone() {
    assertEquals(
        List.of(), said("livereload.port", "prot", "livereload.version", "livereload.enabled"));
  }
}
