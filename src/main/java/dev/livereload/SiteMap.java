package dev.livereload;

import dev.livereload.event.FileChange;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.UrlPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which URL is which file, both ways. Pure and immutable.
 *
 * <p>A mount hides what a shorter one has below the same URL path, as in a file system.
 */
public final class SiteMap {

  // Case-folded. Hidden files; keys and certificates, whatever folder they lie in.
  private static final Pattern SECRET =
      Pattern.compile(
          "\\..*|.*\\.(pem|key|p12|pfx|jks|keystore|crt|cer|der)|id_(rsa|dsa|ecdsa|ed25519).*",
          // A name may hold any character, line ends too.
          Pattern.DOTALL);

  // RFC 8615: the one hidden name that is made to be served.
  private static final String WELL_KNOWN = ".well-known";

  private final List<Mount> mounts;

  /** Makes the map of {@code mounts}, in any order; their folders are used as they are written. */
  public SiteMap(List<Mount> mounts) {
    this.mounts =
        mounts.stream()
            .sorted(Comparator.comparingInt((Mount m) -> m.at().value().length()).reversed())
            .toList();
  }

  /** Returns the mounts, the one with the longest URL path first. */
  public List<Mount> mounts() {
    return mounts;
  }

  /** Returns the mount that answers for {@code url}, or nothing where none does. */
  public Optional<Mount> mountOf(UrlPath url) {
    return mounts.stream().filter(mount -> mount.covers(url)).findFirst();
  }

  /**
   * Returns every URL path at which {@code file} is served, sorted: several where folders are
   * mounted twice, none where it lies in no mount, is hidden by another, or is denied.
   */
  public List<UrlPath> urlsOf(Path file) {
    return mounts.stream()
        .filter(mount -> file.startsWith(mount.folder()))
        .filter(mount -> !isDenied(mount.folder().relativize(file)))
        .flatMap(
            mount -> {
              UrlPath url = mount.at().resolve(mount.folder().relativize(file));
              return mountOf(url).filter(mount::equals).map(m -> url).stream();
            })
        .sorted()
        .distinct()
        .toList();
  }

  /**
   * Returns the file that {@code url} names, whether or not it is there; nothing where none is ever
   * served there.
   */
  Optional<Path> fileOf(UrlPath url) {
    Optional<Mount> mount = mountOf(url);
    if (mount.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = url.names();
    List<String> below = names.subList(mount.get().at().names().size(), names.size());
    try {
      Path path = Path.of("", below.toArray(String[]::new));
      return isDenied(path) ? Optional.empty() : Optional.of(mount.get().folder().resolve(path));
    } catch (InvalidPathException e) {
      // A name that this system cannot have.
      return Optional.empty();
    }
  }

  /** Returns the files that {@code change} names, as a batch has them. */
  List<FileChange> filesOf(LiveEvent.Change change) {
    List<FileChange> files = new ArrayList<>();
    addFilesOf(change.added(), FileChange.Kind.CREATED, files);
    addFilesOf(change.removed(), FileChange.Kind.DELETED, files);
    addFilesOf(change.updated(), FileChange.Kind.MODIFIED, files);
    return files;
  }

  private void addFilesOf(List<UrlPath> urls, FileChange.Kind kind, List<FileChange> files) {
    urls.forEach(url -> fileOf(url).ifPresent(file -> files.add(new FileChange(file, kind))));
  }

  /** Returns what {@code changes} mean for pages; empty where none of the files has a URL. */
  public LiveEvent.Change changeOf(List<FileChange> changes) {
    return new LiveEvent.Change(
        urlsOf(changes, FileChange.Kind.CREATED),
        urlsOf(changes, FileChange.Kind.DELETED),
        urlsOf(changes, FileChange.Kind.MODIFIED));
  }

  private List<UrlPath> urlsOf(List<FileChange> changes, FileChange.Kind kind) {
    return changes.stream()
        .filter(change -> change.kind() == kind)
        .flatMap(change -> urlsOf(change.file()).stream())
        .toList();
  }

  /** Whether {@code file} lies in a mount, with a URL or without. */
  public boolean contains(Path file) {
    return mounts.stream().anyMatch(mount -> file.startsWith(mount.folder()));
  }

  /** Whether a file is never served because of its name or of a folder's that it lies in. */
  public static boolean isDenied(Path below) {
    for (Path element : below) {
      if (isDenied(element.toString())) {
        return true;
      }
    }
    return false;
  }

  /** Whether files of that name, or in a folder of that name, are never served. */
  public static boolean isDenied(String name) {
    // Upper case first: it joins what file systems take for one letter, as the long s and s.
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return SECRET.matcher(folded).matches() && !folded.equals(WELL_KNOWN);
  }
}
