package dev.livereload.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The folders of sites that nobody serves any more, beside the one of a site that is served. */
final class OldSites {

  // A digest, as the folder of every site is called.
  private static final Pattern SITE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final Pattern RUN = Pattern.compile("[0-9a-z]+\\.log");

  private OldSites() {}

  /**
   * Deletes each folder of another site in which all is older than {@code before}. One with a file
   * that is no journal is left as it is.
   *
   * @param own the folder of the site that is served
   */
  static void delete(Path own, Instant before) throws IOException {
    try (DirectoryStream<Path> sites =
        Files.newDirectoryStream(own.toAbsolutePath().getParent(), site -> isSite(site, own))) {
      for (Path site : sites) {
        List<Path> runs = new ArrayList<>();
        if (isOlder(site, before) && areOldRuns(site, before, runs)) {
          for (Path run : runs) {
            Files.deleteIfExists(run);
          }
          Files.deleteIfExists(site);
        }
      }
    }
  }

  private static boolean isSite(Path site, Path own) {
    return SITE.matcher(site.getFileName().toString()).matches()
        && !site.getFileName().equals(own.getFileName())
        && Files.isDirectory(site, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean areOldRuns(Path site, Instant before, List<Path> runs) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(site)) {
      for (Path file : files) {
        if (!RUN.matcher(file.getFileName().toString()).matches()
            || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            || !isOlder(file, before)) {
          return false;
        }
        runs.add(file);
      }
    }
    return true;
  }

  // Of a folder: since a run was added or deleted, so that one which begins just now is not old.
  private static boolean isOlder(Path file, Instant before) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(before);
  }
}
