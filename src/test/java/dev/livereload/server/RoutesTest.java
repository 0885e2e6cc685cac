package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.page.ScriptTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesTest {

  @ParameterizedTest
  @CsvSource({
    "/__livereload/, true",
    "/__livereload/events, true",
    "/__livereload/x/y, true",
    "/__livereload, false",
    "/__livereloadx/, false",
    "/a/__livereload/, false",
    "/__webpack_hmr, true",
    "/__webpack_hmr/, true",
    "/__webpack_hmr_x, false",
    "/a/__webpack_hmr, false",
    "/, false"
  })
  void oneFolderAndOneFileAreReserved(String path, boolean reserved) {
    assertEquals(reserved, Routes.isReserved(path));
  }

  @Test
  void theTagNamesTheClientThatIsServed() {
    assertEquals(ScriptTag.CLIENT, Routes.PREFIX + Routes.CLIENT);
  }
}
