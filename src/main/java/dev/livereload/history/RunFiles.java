package dev.livereload.history;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The journals of one site, a file for each run, for their owner alone. */
final class RunFiles {

  /** Runs kept; pages of older ones reload once. */
  static final int RUNS = 20;

  /** Age, since the last write, at which a run is forgotten. */
  static final Duration AGE = Duration.ofDays(14);

  private static final String SUFFIX = ".log";

  private record Aged(Path file, Instant written) {}

  private final Path folder;

  RunFiles(Path folder) {
    this.folder = folder;
  }

  /** Returns the journal of {@code run}, which need not exist. */
  Path of(String run) {
    return folder.resolve(run + SUFFIX);
  }

  /**
   * Makes the journal of {@code run}, open for appending, and deletes those that are too old or too
   * many.
   */
  OutputStream create(String run, Instant now) throws IOException {
    Files.createDirectories(folder, ownerOnly("rwx------"));
    prune(now);
    Path file = Files.createFile(of(run), ownerOnly("rw-------"));
    // Not a channel: an interrupted thread would close that for all others.
    return new FileOutputStream(file.toFile(), true);
  }

  /** Deletes the journal of {@code run}, if there is one. */
  void delete(String run) throws IOException {
    Files.deleteIfExists(of(run));
  }

  /** Deletes those of sites beside this one of which every run is too old. */
  void deleteOldSites(Instant now) throws IOException {
    OldSites.delete(folder, now.minus(AGE));
  }

  // Of a server that still runs too: its pages then reload once after its restart.
  private void prune(Instant now) throws IOException {
    List<Aged> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
        runs.add(new Aged(file, Instant.ofEpochMilli(file.toFile().lastModified())));
      }
    }
    runs.sort(Comparator.comparing(Aged::written).reversed());
    for (int i = 0; i < runs.size(); i++) {
      if (i >= RUNS - 1 || runs.get(i).written().isBefore(now.minus(AGE))) {
        Files.deleteIfExists(runs.get(i).file());
      }
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
