package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "//evil.test/share, true",
    "/\\evil.test\\share, true",
    "/\\\\evil.test\\share, true",
    "\\\\evil.test\\share, true",
    "\\/evil.test/share, true",
    "///evil.test/share, true",
    "/C:/site/index.html, false",
    "/home/me/index.html, false",
    "/a//b, false",
    "/, false",
    "'', false"
  })
  void noOtherMachineIsAskedForAFile(String path, boolean share) {
    assertEquals(share, PageEndpoint.isShare(path));
  }
}
