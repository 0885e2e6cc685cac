package dev.livereload.server;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Documents on the disk, each under its token, for their owner alone: a page that was open while
 * its server was started anew is patched as before. Bounded; the one that was not used for longest
 * goes first. Thread-safe.
 */
final class DocumentFolder {

  /** Documents that may come in before the oldest are looked for: a look reads the whole folder. */
  static final int BETWEEN_LOOKS = 64;

  private static final String SUFFIX = ".base";

  // A token comes from a request; nothing else becomes a path.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");

  private record Kept(Path file, long size, FileTime used) {}

  private final Optional<Path> folder;
  private final Consumer<Notice> notices;
  private final AtomicInteger writes = new AtomicInteger();
  private volatile boolean broken;

  /**
   * @param folder nothing to keep nothing
   * @param notices told, once, where the disk does not take it
   */
  DocumentFolder(Optional<Path> folder, Consumer<Notice> notices) {
    this.folder = folder;
    this.notices = notices;
  }

  /** Keeps {@code document}, of which {@code token} is the token. */
  void write(String token, byte[] document) {
    if (folder.isEmpty() || broken) {
      return;
    }
    Path file = file(folder.get(), token);
    try {
      if (!isKept(file)) {
        OwnerOnly.write(folder.get(), file.getFileName().toString(), document);
        if (writes.getAndIncrement() % BETWEEN_LOOKS == 0) {
          dropOldest(folder.get());
        }
      }
    } catch (IOException e) {
      broken = true;
      notices.accept(
          new Notice(
              "What pages are made of cannot be kept in " + folder.get() + ".",
              "After the next start they load anew with their first change, until files can be"
                  + " written there."));
    }
  }

  /** Returns what is kept under {@code token}, as it is: half of it, where a disk was full. */
  Optional<byte[]> read(String token) {
    if (folder.isEmpty() || !TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file(folder.get(), token)));
    } catch (IOException e) {
      // Not kept, or no longer: its page reloads, and says why.
      return Optional.empty();
    }
  }

  private static Path file(Path folder, String token) {
    return folder.resolve(token + SUFFIX);
  }

  private static boolean isKept(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void dropOldest(Path folder) throws IOException {
    List<Kept> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
        documents.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
      }
    } catch (NoSuchFileException e) {
      // Another server of this site drops them at the same time.
      return;
    }
    documents.sort(Comparator.comparing(Kept::used).reversed());
    long bytes = 0;
    int count = 0;
    for (Kept document : documents) {
      bytes += document.size();
      if (++count > ServedDocuments.MAX_DOCUMENTS || bytes > ServedDocuments.MAX_BYTES) {
        Files.deleteIfExists(document.file());
      }
    }
  }
}
