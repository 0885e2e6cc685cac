package dev.livereload;

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
 */
public record LiveReloadOptions(
    List<Mount> mounts, List<Path> watch, List<String> ignore, Optional<Duration> settle) {

  public LiveReloadOptions {
    mounts = List.copyOf(mounts);
    watch = List.copyOf(watch);
    ignore = List.copyOf(ignore);
  }

  /** Watches one folder, served at the root. */
  public static LiveReloadOptions of(Path folder) {
    return new LiveReloadOptions(
        List.of(new Mount(dev.livereload.event.UrlPath.ROOT, folder)),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
