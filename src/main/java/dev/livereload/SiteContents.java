package dev.livereload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.ContentStamp;
import dev.livereload.event.ContentSum;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.UrlPath;
import dev.livereload.history.Present;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the site has at a URL: the file that the server would open, or nothing. Thread-safe. */
final class SiteContents implements Present {

  /** Largest file that is read, in bytes: about 10 ms. Of a larger one only the stamp is known. */
  static final long MAX_HASHED = 32 * 1024 * 1024;

  private static final int BUFFER = 64 * 1024;

  private final SiteMap site;
  private final Predicate<Path> ignored;

  /**
   * @param site its folders are real paths
   * @param ignored whether changes of a file are not told
   */
  SiteContents(SiteMap site, Predicate<Path> ignored) {
    this.site = site;
    this.ignored = ignored;
  }

  /** Returns what {@code batch} means for pages; empty where nothing of it is served. */
  LiveEvent.Change changeOf(ChangeBatch batch) {
    Map<Path, Boolean> away = new HashMap<>();
    return site.changeOf(
        batch.changes().stream()
            .filter(
                change -> {
                  Path file = change.file();
                  // A batch may have thousands of files, of few folders.
                  return Files.isSymbolicLink(file)
                      ? !leadsAway(file)
                      : !away.computeIfAbsent(file.resolveSibling(""), this::leadsAway);
                })
            .toList());
  }

  /** Whether {@code file} lies in the site, and no link leads from there to what is not served. */
  boolean holds(Path file) {
    return site.contains(file) && !leadsAway(file);
  }

  private boolean leadsAway(Path file) {
    List<Path> roots = site.mounts().stream().map(Mount::folder).filter(file::startsWith).toList();
    return !roots.isEmpty() && roots.stream().allMatch(root -> leadsAway(file, root));
  }

  private static boolean leadsAway(Path file, Path root) {
    try {
      Path real = real(file);
      // It may have become a link itself.
      Path realRoot = real(root);
      return !real.startsWith(realRoot)
          || (SiteMap.isDenied(realRoot.relativize(real))
              && !SiteMap.isDenied(root.relativize(file)));
    } catch (IOException e) {
      // A loop, or nobody's to read: that is not served either.
      return true;
    }
  }

  // Of what is gone, the folder that is left tells.
  private static Path real(Path file) throws IOException {
    try {
      return file.toRealPath();
    } catch (NoSuchFileException e) {
      Path folder = file.getParent();
      return folder == null ? file : real(folder).resolve(file.getFileName());
    }
  }

  @Override
  public boolean ignores(UrlPath url) {
    return site.fileOf(url).filter(ignored).isPresent();
  }

  @Override
  public Optional<ContentStamp> stamp(UrlPath url) {
    try {
      Optional<Path> real = realFileOf(url);
      if (real.isEmpty()) {
        return Optional.empty();
      }
      BasicFileAttributes attributes =
          Files.readAttributes(real.get(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean served =
          url.value().endsWith("/") ? attributes.isDirectory() : attributes.isRegularFile();
      return served && Files.isReadable(real.get())
          ? Optional.of(ContentStamp.of(real.get(), attributes))
          : Optional.empty();
    } catch (IOException e) {
      // As the server sees it: absent.
      return Optional.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of a folder, that of the names in it.
   */
  @Override
  public Optional<String> hash(UrlPath url) {
    ContentSum sum = new ContentSum();
    try {
      Path file = realFileOf(url).orElseThrow(IOException::new);
      if (url.value().endsWith("/")) {
        names(file).forEach(name -> sum.add(UTF_8.encode(name)));
      } else if (Files.size(file) > MAX_HASHED) {
        return Optional.empty();
      } else {
        read(file, sum);
      }
    } catch (IOException e) {
      // Gone since: then its next look tells.
      return Optional.empty();
    }
    return Optional.of(Long.toHexString(sum.value()));
  }

  private static void read(Path file, ContentSum sum) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, Files.size(file) + 1)];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.add(ByteBuffer.wrap(buffer, 0, read));
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName() + "/").sorted().toList();
    }
  }

  // Like the server's gate: what leads out of the site, or is secret, is not there.
  private Optional<Path> realFileOf(UrlPath url) throws IOException {
    Optional<Path> file = site.fileOf(url);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Path root = site.mountOf(url).orElseThrow(IOException::new).folder();
    Path real = file.get().toRealPath();
    return real.startsWith(root) && !SiteMap.isDenied(root.relativize(real))
        ? Optional.of(real)
        : Optional.empty();
  }
}
