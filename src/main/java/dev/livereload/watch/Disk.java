package dev.livereload.watch;

import java.io.IOException;
import java.nio.file.Path;

/** The looks that deciding about a change takes. Tests script one. */
interface Disk {

  /** Returns how {@code file} looks now, links followed; never hashed. */
  FileStamp stamp(Path file);

  /** Returns whether anybody has {@code file} open for writing. */
  Writers writers(Path file);

  /**
   * Returns the hash of the content of {@code file}, never {@link FileStamp#NOT_HASHED}.
   *
   * @throws IOException if it cannot be read to its end
   */
  long hash(Path file) throws IOException;
}
