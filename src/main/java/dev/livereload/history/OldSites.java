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

  // Journals, and what pages were made of.
  private static final Pattern PAST = Pattern.compile("[0-9a-z]+\\.log|[A-Za-z0-9_-]+\\.base");

  // Named by pages, which go on when the site is served again.
  private static final Pattern SECRET = Pattern.compile("key|token");

  private OldSites() {}

  /**
   * Deletes each folder of another site in which all is older than {@code before}; its secrets
   * stay. One with a file that is nothing of ours is left as it is.
   *
   * @param own the folder of the site that is served
   */
  static void delete(Path own, Instant before) throws IOException {
    try (DirectoryStream<Path> sites =
        Files.newDirectoryStream(own.toAbsolutePath().getParent(), site -> isSite(site, own))) {
      for (Path site : sites) {
        List<Path> past = new ArrayList<>();
        List<Path> secrets = new ArrayList<>();
        if (isOlder(site, before) && isPast(site, before, past, secrets)) {
          for (Path file : past) {
            Files.deleteIfExists(file);
          }
          if (secrets.isEmpty()) {
            Files.deleteIfExists(site);
          }
        }
      }
    }
  }

  private static boolean isSite(Path site, Path own) {
    return SITE.matcher(site.getFileName().toString()).matches()
        && !site.getFileName().equals(own.getFileName())
        && Files.isDirectory(site, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isPast(Path site, Instant before, List<Path> past, List<Path> secrets)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(site)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean secret = SECRET.matcher(name).matches();
        if (!(secret || PAST.matcher(name).matches())
            || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            || !(secret || isOlder(file, before))) {
          return false;
        }
        (secret ? secrets : past).add(file);
      }
    }
    return true;
  }

  // Of a folder: since a file was added or deleted, so that one which begins just now is not old.
  private static boolean isOlder(Path file, Instant before) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(before);
  }
}
