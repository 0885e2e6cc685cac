package dev.livereload.server;

import dev.livereload.LiveReloadListener;
import dev.livereload.event.Notice;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens the user's browser. Thread-safe. */
public final class Browser {

  private Browser() {}

  /** Opens {@code url}, or tells {@code listener} that it could not. Returns at once. */
  public static void open(URI url, LiveReloadListener listener) {
    List<String> command = command(System.getenv("BROWSER"), System.getProperty("os.name"), url);
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      listener.noticed(
          new Notice(
              "The browser could not be opened: there is no program " + command.get(0) + ".",
              "Open " + url + " yourself, or name a browser in the environment as BROWSER."));
    }
  }

  /**
   * Returns the command that opens {@code url}.
   *
   * @param browser the value of the environment variable BROWSER
   * @param system the value of the property os.name
   */
  static List<String> command(@Nullable String browser, String system, URI url) {
    String name = system.toLowerCase(Locale.ROOT);
    if (browser != null && !browser.isBlank()) {
      return List.of(browser, url.toString());
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", url.toString());
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open", url.toString());
  }
}
