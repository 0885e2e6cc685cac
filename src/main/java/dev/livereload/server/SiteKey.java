package dev.livereload.server;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A secret that whoever knows it is let in by: 128 bits of chance, so that nobody guesses it. Kept
 * for a site across restarts, so that the pages that name it go on. Immutable.
 */
final class SiteKey {

  private static final int BYTES = 16;
  private static final Pattern WRITTEN = Pattern.compile("[0-9a-f]{32}");

  private final String text;

  private SiteKey(String text) {
    this.text = text;
  }

  /** Makes a new one, which nothing keeps. */
  static SiteKey random() {
    byte[] chance = new byte[BYTES];
    new SecureRandom().nextBytes(chance);
    return new SiteKey(HexFormat.of().formatHex(chance));
  }

  /**
   * Returns the one that is kept in {@code folder} as {@code name}; makes it where it is missing.
   *
   * @param folder nothing to keep nothing, so that each start has another
   * @param fresh whether to forget the old one
   * @param notices told where the disk does not take it, which lasts for this start only
   */
  static SiteKey of(Optional<Path> folder, String name, boolean fresh, Consumer<Notice> notices) {
    if (folder.isEmpty()) {
      return random();
    }
    Path file = folder.get().resolve(name);
    try {
      Optional<SiteKey> known = fresh ? Optional.empty() : read(file);
      return known.isPresent() ? known.get() : keep(folder.get(), name);
    } catch (IOException e) {
      notices.accept(
          new Notice(
              "The key of this site cannot be kept in " + file + ".",
              "It changes with each start until that file can be written and read."));
      return random();
    }
  }

  /** Whether {@code word} is this. Takes as long whatever it is like. */
  boolean matches(String word) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns it as it stands in addresses. Not for logs. */
  String text() {
    return text;
  }

  // One that others could read is none any more.
  private static Optional<SiteKey> read(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return WRITTEN.matcher(text).matches() && OwnerOnly.holds(file)
          ? Optional.of(new SiteKey(text))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static SiteKey keep(Path folder, String name) throws IOException {
    SiteKey key = random();
    OwnerOnly.write(folder, name, (key.text + "\n").getBytes(StandardCharsets.US_ASCII));
    return key;
  }
}
