package dev.livereload;

import dev.livereload.event.UrlPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Where what is to outlive a run of the server is kept. Pure. */
final class StateFolder {

  private static final String NAME = "livereload";

  private StateFolder() {}

  /**
   * Returns the folder in which a user's programs keep their state: of the <a
   * href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base directories</a>, or
   * what the system has instead.
   *
   * @param system the name of the operating system, as in {@code os.name}
   */
  static Path ofUser(Map<String, String> environment, String system, Path home) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    String os = system.toLowerCase(Locale.ROOT);
    // The specification: a relative one is to be ignored.
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg);
    }
    if (os.startsWith("windows") && !local.isEmpty()) {
      return Path.of(local);
    }
    return home.resolve(os.startsWith("mac") ? "Library/Application Support" : ".local/state");
  }

  /** Returns the folder of one site: other folders, or other URL paths for them, are another. */
  static Path of(Path state, List<Mount> mounts) {
    StringBuilder site = new StringBuilder();
    for (Mount mount : mounts) {
      UrlPath at = mount.at();
      site.append(at).append(' ').append(mount.folder()).append('\n');
    }
    String name =
        UUID.nameUUIDFromBytes(site.toString().getBytes(StandardCharsets.UTF_8)).toString();
    return state.resolve(NAME).resolve(name);
  }
}
