package dev.livereload.watch;

import java.time.Duration;

/** How long a file must hold still before what is there is believed. Pure. */
final class Patience {

  /**
   * How long an empty file, or one that lost most of its content in place, is taken for one that is
   * being written. Tailwind leaves 0 bytes for 175 ms, others for 300; after this it is believed.
   */
  static final Duration EMPTY = Duration.ofSeconds(1);

  /**
   * How long a deletion is taken for the first half of a save that writes the file anew: 250 ms
   * were seen, the rest is for a busy machine.
   */
  static final Duration DELETED = Duration.ofMillis(400);

  /**
   * A writer that has written nothing for this long, but keeps the file open, is not waited for.
   */
  static final Duration OPEN = Duration.ofSeconds(1);

  private final long settle;

  Patience(Duration settle) {
    this.settle = settle.toNanos();
  }

  /** Returns the quiet time for a file of which nothing special is known. */
  long settle() {
    return settle;
  }

  /**
   * Returns how long a file must hold still, in nanoseconds.
   *
   * @param known how it was announced last
   * @param now how it is
   * @param moved whether it is there under another name
   * @param writers who has it open
   */
  long with(FileStamp known, FileStamp now, boolean moved, Writers writers) {
    if (!now.exists()) {
      return moved ? settle : DELETED.toNanos();
    }
    if (writers == Writers.SOME) {
      return OPEN.toNanos();
    }
    boolean emptied = now.size() == 0 && known.size() != 0;
    boolean cutDown = now.key() == known.key() && now.size() < known.size() / 2;
    return emptied || (cutDown && writers == Writers.UNKNOWN) ? EMPTY.toNanos() : settle;
  }
}
