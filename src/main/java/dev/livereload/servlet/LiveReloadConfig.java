package dev.livereload.servlet;

import dev.livereload.LiveReloadListener;
import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.event.UrlPath;
import dev.livereload.server.EmbeddingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application asks for. Without {@link #enabled} nothing is started, so that it costs
 * nothing where the application is in use. Folders may be relative to the one that the JVM was
 * started in. Not thread-safe.
 */
public final class LiveReloadConfig {

  /** The system property that says {@code true} where {@link #enabled} says nothing. */
  public static final String PROPERTY = "livereload.enabled";

  /** The environment variable that does the same. */
  public static final String VARIABLE = "LIVERELOAD_ENABLED";

  private boolean enabled =
      Boolean.getBoolean(PROPERTY) || Boolean.parseBoolean(System.getenv(VARIABLE));
  private final List<Path> watch = new ArrayList<>();
  private final Map<String, Path> mounts = new LinkedHashMap<>();
  private final List<String> ignore = new ArrayList<>();
  private Optional<Duration> poll = Optional.empty();
  private Optional<Path> state = Optional.empty();
  private boolean inject = true;
  private boolean reloadOnly;
  private final List<String> allowHosts = new ArrayList<>();
  private final List<String> allowOrigins = new ArrayList<>();
  private boolean token = true;
  private Optional<String> editor = Optional.empty();
  private LiveReloadListener listener = LiveReloadListener.logging();

  /**
   * Makes one with the defaults: off, unless the system property or the variable says otherwise.
   */
  public LiveReloadConfig() {}

  /** Turns it on or off, whatever the environment says. */
  public LiveReloadConfig enabled(boolean on) {
    enabled = on;
    return this;
  }

  /**
   * Watches these folders, which should be the ones that the application reads: templates, static
   * files, classes. Their files have the URLs that pages have asked for and that end as they do;
   * what has none means that any page may have changed.
   */
  public LiveReloadConfig watch(Path... folders) {
    watch.addAll(List.of(folders));
    return this;
  }

  /**
   * Watches a folder whose files have URLs, for what {@link #watch} cannot tell from their names.
   *
   * @param path the URL path of the folder, below the context path: begins with a slash and, but
   *     for the root, does not end with one
   */
  public LiveReloadConfig mount(String path, Path folder) {
    mounts.put(path, folder);
    return this;
  }

  /** Never watches what matches these globs, besides the built-in ones. */
  public LiveReloadConfig ignore(String... globs) {
    ignore.addAll(List.of(globs));
    return this;
  }

  /** Looks at everything again and again, where the system tells of no changes. */
  public LiveReloadConfig poll(Duration pause) {
    poll = Optional.of(pause);
    return this;
  }

  /** Keeps key and token in this folder, in place of the one for this user's programs. */
  public LiveReloadConfig state(Path folder) {
    state = Optional.of(folder);
    return this;
  }

  /** Puts the script tag into pages; otherwise they bring it themselves. On by default. */
  public LiveReloadConfig inject(boolean on) {
    inject = on;
    return this;
  }

  /** Has pages reload where they could patch. */
  public LiveReloadConfig reloadOnly(boolean on) {
    reloadOnly = on;
    return this;
  }

  /** Lets pages be asked for under these names, too; {@code .name} stands for all below it. */
  public LiveReloadConfig allowHosts(String... names) {
    allowHosts.addAll(List.of(names));
    return this;
  }

  /** Lets pages of exactly these origins use the client without the key. */
  public LiveReloadConfig allowOrigins(String... origins) {
    allowOrigins.addAll(List.of(origins));
    return this;
  }

  /**
   * Has other machines show a token before they hear of changes. On by default; without it, whoever
   * can open the application hears of them.
   */
  public LiveReloadConfig token(boolean on) {
    token = on;
    return this;
  }

  /** Opens sources by this command, to whose arguments the place is added. */
  public LiveReloadConfig editor(String command) {
    editor = Optional.of(command);
    return this;
  }

  /** Tells this of what happens, in place of the log {@code dev.livereload}. */
  public LiveReloadConfig listener(LiveReloadListener to) {
    listener = to;
    return this;
  }

  /** Whether it is on. */
  public boolean isEnabled() {
    return enabled;
  }

  LiveReloadListener listener() {
    return listener;
  }

  /**
   * Returns the options for an application at {@code context}.
   *
   * @throws IllegalStateException if there is nothing to watch
   */
  EmbeddingOptions options(String context) {
    List<Mount> mounted = new ArrayList<>();
    mounts.forEach(
        (path, folder) -> mounted.add(new Mount(at(context, path), folder.toAbsolutePath())));
    List<Path> watched = new ArrayList<>();
    watch.forEach(folder -> watched.add(folder.toAbsolutePath()));
    // What the application serves is not written down, so nobody can tell a page of an earlier run
    // that it has missed nothing: a folder without URLs says so.
    mounted.forEach(mount -> watched.add(mount.folder()));
    if (watched.isEmpty()) {
      throw new IllegalStateException(
          "There is nothing to watch. Name a folder that the application reads, by watch(Path).");
    }
    LiveReloadOptions options = new LiveReloadOptions(mounted, watched, ignore, Optional.empty());
    options = state.isPresent() ? options.remembering(state.get()) : options.remembering();
    return new EmbeddingOptions(
        context,
        poll.map(options::polling).orElse(options),
        inject,
        reloadOnly,
        allowHosts,
        allowOrigins,
        token,
        editor);
  }

  private static UrlPath at(String context, String path) {
    return new UrlPath(path.equals("/") && !context.isEmpty() ? context : context + path);
  }
}
