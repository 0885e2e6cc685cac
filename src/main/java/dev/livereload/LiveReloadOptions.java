package dev.livereload;

import dev.livereload.event.UrlPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the engine watches and how.
 *
 * @param mounts the folders whose files have a URL
 * @param watch more folders: a change there has no URL, so it means that a page may have changed
 * @param ignore globs of paths that are never watched, besides the built-in ones
 * @param settle the quiet time that ends a batch; nothing for the measured default
 * @param poll the pause between two looks at everything, instead of events of the system
 * @param state the folder in which is kept what pages were given, so that a page of an earlier run
 *     is told what it has missed; nothing to keep nothing, so that such a page reloads once
 * @param builds what is built when files change
 */
public record LiveReloadOptions(
    List<Mount> mounts,
    List<Path> watch,
    List<String> ignore,
    Optional<Duration> settle,
    Optional<Duration> poll,
    Optional<Path> state,
    Builds builds) {

  public LiveReloadOptions {
    mounts = List.copyOf(mounts);
    watch = List.copyOf(watch);
    ignore = List.copyOf(ignore);
  }

  /** Takes the system's events, keeps nothing, and builds nothing. */
  public LiveReloadOptions(
      List<Mount> mounts, List<Path> watch, List<String> ignore, Optional<Duration> settle) {
    this(mounts, watch, ignore, settle, Optional.empty(), Optional.empty(), Builds.NONE);
  }

  /** Watches one folder, served at the root. */
  public static LiveReloadOptions of(Path folder) {
    return new LiveReloadOptions(
        List.of(new Mount(UrlPath.ROOT, folder)), List.of(), List.of(), Optional.empty());
  }

  /** Returns the same, with what pages were given kept where this user's programs keep such. */
  public LiveReloadOptions remembering() {
    Path home = Path.of(System.getProperty("user.home"));
    if (!home.isAbsolute()) {
      // A user without a home, as in a container; the JVM calls it "?".
      return this;
    }
    Path folder = StateFolder.ofUser(System.getenv(), System.getProperty("os.name"), home);
    return remembering(folder);
  }

  /** Returns the same, with what pages were given kept in {@code folder}. */
  public LiveReloadOptions remembering(Path folder) {
    return new LiveReloadOptions(mounts, watch, ignore, settle, poll, Optional.of(folder), builds);
  }

  /** Returns the same, watched by looking at everything again and again. */
  public LiveReloadOptions polling(Duration pause) {
    return new LiveReloadOptions(mounts, watch, ignore, settle, Optional.of(pause), state, builds);
  }

  /** Returns the same, with commands that run when files change. */
  public LiveReloadOptions building(Builds wanted) {
    return new LiveReloadOptions(mounts, watch, ignore, settle, poll, state, wanted);
  }
}
