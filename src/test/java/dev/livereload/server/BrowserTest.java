package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrowserTest {

  private static final URI URL = URI.create("http://localhost:8080/");

  @ParameterizedTest
  @CsvSource({
    "Linux, , xdg-open",
    "FreeBSD, , xdg-open",
    "Mac OS X, , open",
    "Windows 11, , rundll32 url.dll|FileProtocolHandler",
    "Linux, firefox, firefox",
    "Windows 11, firefox, firefox",
    "Linux, ' ', xdg-open",
    // One program, never a shell's command.
    "Linux, firefox;reboot, firefox;reboot"
  })
  void theUsersChoiceComesFirstThenTheSystems(
      String system, @Nullable String browser, String command) {
    String expected = command.replace('|', ',') + " " + URL;
    assertEquals(List.of(expected.split(" ")), Browser.command(browser, system, URL));
  }
}
