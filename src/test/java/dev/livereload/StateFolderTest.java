package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.livereload.event.UrlPath;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StateFolderTest {

  private static final Path STATE = Path.of("/state");
  private static final Mount SITE = new Mount(UrlPath.ROOT, Path.of("/site"));
  private static final Mount LIB = new Mount(new UrlPath("/lib"), Path.of("/shared"));

  @ParameterizedTest
  @CsvSource({
    "Linux, , , /home/u/.local/state",
    "Linux, /xdg, , /xdg",
    "Linux, '', , /home/u/.local/state",
    "Linux, relative/xdg, , /home/u/.local/state",
    "Linux, , /local, /home/u/.local/state",
    "Mac OS X, , , /home/u/Library/Application Support",
    "Mac OS X, /xdg, , /xdg",
    "Windows 11, , /local, /local",
    "Windows 11, /xdg, /local, /xdg",
    "Windows 11, , '', /home/u/.local/state"
  })
  void theUsersFolderIsThatOfTheSystem(
      String system, @Nullable String xdg, @Nullable String local, String expected) {
    Map<String, String> environment = new HashMap<>();
    if (xdg != null) {
      environment.put("XDG_STATE_HOME", xdg);
    }
    if (local != null) {
      environment.put("LOCALAPPDATA", local);
    }

    Path folder = StateFolder.ofUser(environment, system, Path.of("/home/u"));

    assertEquals(Path.of(expected), folder);
  }

  @Test
  void aSiteHasOneFolderBelowTheProgramsOwn() {
    Path folder = StateFolder.of(STATE, List.of(SITE, LIB));

    assertEquals(STATE.resolve("livereload"), folder.getParent());
    assertEquals(folder, StateFolder.of(STATE, List.of(SITE, LIB)));
  }

  @Test
  void otherFoldersOrOtherUrlsAreAnotherSite() {
    Path folder = StateFolder.of(STATE, List.of(SITE, LIB));

    assertNotEquals(folder, StateFolder.of(STATE, List.of(SITE)));
    assertNotEquals(
        folder, StateFolder.of(STATE, List.of(SITE, new Mount(LIB.at(), Path.of("/other")))));
    assertNotEquals(
        folder,
        StateFolder.of(STATE, List.of(SITE, new Mount(new UrlPath("/libs"), LIB.folder()))));
  }
}
