package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.page.ScriptTag;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  @ParameterizedTest
  @CsvSource({
    "/__livereload/KEY/client.js, /__livereload/client.js",
    "/__livereload/KEY/patch.js, /__livereload/patch.js",
    "/__livereload/KEY/events, /__livereload/events",
    "/__livereload/KEY/changes, /__livereload/changes",
    "/__livereload/KEY/page, /__livereload/page",
    "/__livereload/KEY/status, ",
    "/__livereload/KEY/, ",
    "/__livereload/KEY, ",
    "/__livereload/KEY/events/, ",
    "/__livereload/KEY//events, ",
    "/__livereload/KEY/%65vents, ",
    "/__livereload/KEY/KEY/events, ",
    "/__livereload/KEY/events;x, ",
    "/__livereload/KEY;x/events, ",
    "/__livereload/KEYx/events, ",
    "/__livereload//events, ",
    "/__livereload/events, ",
    "/__LIVERELOAD/KEY/events, ",
    "/KEY/events, ",
    "/__webpack_hmr/KEY/events, "
  })
  void theKeyUnlocksTheClientAndWhatItReads(String path, @Nullable String own) {
    SiteKey key = SiteKey.random();
    String named = path.replace("KEY", key.text());
    assertEquals(Optional.ofNullable(own), Routes.unlocked(named, key));
    assertEquals(Optional.empty(), Routes.unlocked(named, SiteKey.random()));
    String upper = path.replace("KEY", key.text().toUpperCase(Locale.ROOT).replace('0', 'O'));
    assertEquals(Optional.empty(), Routes.unlocked(upper, key));
  }

  @Test
  void theTagNamesTheClientThatIsServed() {
    assertEquals(ScriptTag.CLIENT, Routes.PREFIX + Routes.CLIENT);
  }
}
