package dev.livereload.server;

import dev.livereload.Mount;
import dev.livereload.SiteMap;
import dev.livereload.event.ContentStamp;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gate: the one place where a URL path becomes a file, and the only one that opens files of the
 * site.
 *
 * <p>What is checked is what is opened: links are resolved first, the check sees the real path, and
 * that very path is opened without following a link that may have been put there since. Links are
 * followed as long as the real path stays in its mount. Denied looks like absent.
 *
 * <p>Thread-safe.
 */
final class SiteFiles {

  /** What a URL path names. */
  sealed interface Entry {
    /** The canonical URL path of it. */
    UrlPath url();
  }

  /**
   * A regular file that may be served.
   *
   * @param root the real path of its mount's folder
   * @param real the real path, below {@code root}
   */
  record SiteFile(UrlPath url, Path root, Path real, ContentStamp state) implements Entry {

    /** The strong validator of the untouched bytes, quoted as HTTP wants it. */
    String etag() {
      return '"' + state.token() + '"';
    }
  }

  /** A folder that may be shown. */
  record SiteFolder(UrlPath url, Path root, Path real) implements Entry {}

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final SiteMap map;

  SiteFiles(SiteMap map) {
    this.map = map;
  }

  /** Returns what is served at {@code path}, or nothing where nothing is, or nothing may be. */
  Optional<Entry> find(RequestPath path) {
    UrlPath url = path.url();
    Optional<Mount> mount = map.mountOf(url);
    if (mount.isEmpty()) {
      return Optional.empty();
    }
    List<String> below = path.names().subList(depth(mount.get().at()), path.names().size());
    try {
      if (below.stream().anyMatch(SiteMap::isDenied)) {
        return Optional.empty();
      }
      Path root = mount.get().folder().toRealPath();
      Path wanted = root.resolve(Path.of("", below.toArray(String[]::new)));
      Path real = below.isEmpty() ? root : wanted.toRealPath();
      // Also without a link on the way: a name may lead out by itself, as that of a drive does.
      if (!real.startsWith(root) || SiteMap.isDenied(root.relativize(real))) {
        return Optional.empty();
      }
      BasicFileAttributes attributes =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return Optional.of(new SiteFolder(url, root, real));
      }
      // A slash after a file's name is not that file; a FIFO or a device would never end.
      if (attributes.isRegularFile() && !path.endsInSlash() && Files.isReadable(real)) {
        return Optional.of(new SiteFile(url, root, real, ContentStamp.of(real, attributes)));
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // Absent, unreadable, a loop of links, or a name that this system cannot have, or takes for
      // one of another drive.
      return Optional.empty();
    }
  }

  /** Returns the entry called {@code name} in {@code folder}. */
  Optional<Entry> find(SiteFolder folder, String name) {
    try {
      return find(RequestPath.parse(folder.url().child(name).value()));
    } catch (RequestPath.BadTargetException e) {
      return Optional.empty();
    }
  }

  /** Returns what may be shown of {@code folder}, unsorted. */
  List<Entry> list(SiteFolder folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.real())) {
      for (Path child : children) {
        find(folder, child.getFileName().toString()).ifPresent(entries::add);
      }
    }
    return entries;
  }

  /**
   * Opens {@code file} for reading; the caller closes it.
   *
   * @throws IOException where it is gone, or no longer what was found
   */
  SeekableByteChannel open(SiteFile file) throws IOException {
    int depth = file.root().getNameCount();
    Path below = file.real().subpath(depth, file.real().getNameCount());
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(file.root())) {
      return folder instanceof SecureDirectoryStream<Path> secure
          ? open(secure, below)
          // Windows: links there need a privilege that the author of a page does not have.
          : Files.newByteChannel(file.real(), READ);
    }
  }

  // The real path has no links; where one stands now, it was put there after the check.
  private static SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path below)
      throws IOException {
    if (below.getNameCount() == 1) {
      return folder.newByteChannel(below, READ);
    }
    try (SecureDirectoryStream<Path> next =
        folder.newDirectoryStream(below.getName(0), LinkOption.NOFOLLOW_LINKS)) {
      return open(next, below.subpath(1, below.getNameCount()));
    }
  }

  private static int depth(UrlPath prefix) {
    return prefix.equals(UrlPath.ROOT)
        ? 0
        : (int) prefix.value().chars().filter(c -> c == '/').count();
  }
}
