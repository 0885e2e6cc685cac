package dev.livereload.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.zip.CRC32C;

/** A line of a journal: a checksum, then words. Pure. */
final class JournalLine {

  private static final int CHECKSUM = 8;

  private JournalLine() {}

  /** Returns the line that says {@code words}, with its end. */
  static String of(String words) {
    return checksum(words) + ' ' + words + '\n';
  }

  /** Returns the words of {@code line}, or nothing where it is not as it was written. */
  static Optional<String> words(String line) {
    if (line.length() <= CHECKSUM) {
      return Optional.empty();
    }
    String words = line.substring(CHECKSUM + 1);
    return line.startsWith(checksum(words) + ' ') ? Optional.of(words) : Optional.empty();
  }

  private static String checksum(String words) {
    CRC32C sum = new CRC32C();
    sum.update(words.getBytes(ISO_8859_1));
    return "%08x".formatted(sum.getValue());
  }
}
