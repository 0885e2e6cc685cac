package dev.livereload.history;

import dev.livereload.event.ContentStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was at a URL when it was looked at.
 *
 * @param stamp how the file looked; compared for equality alone
 * @param settled whether an equal stamp means an equal content
 * @param hash of the content, or {@link #NOT_HASHED}
 */
record Content(String stamp, boolean settled, String hash) {

  static final String NOT_HASHED = "?";

  /** Nothing was served. */
  static final Content ABSENT = new Content("-", true, "-");

  /**
   * The coarsest clock of a common file system (FAT): two writes within it can leave the same
   * stamp, so a younger one proves nothing. Git calls such a file racily clean.
   */
  static final Duration TICK = Duration.ofSeconds(2);

  private static final char UNSETTLED = '~';

  static Content of(ContentStamp stamp, Instant look, Optional<String> hash) {
    boolean settled = stamp.changed().toInstant().isBefore(look.minus(TICK));
    return new Content(stamp.token(), settled, hash.orElse(NOT_HASHED));
  }

  boolean exists() {
    return !equals(ABSENT);
  }

  /** Whether {@code later} is the same content for sure. */
  boolean isStill(Content later) {
    boolean sameHash = hash.equals(later.hash) && !hash.equals(NOT_HASHED);
    return sameHash || looksLike(later.stamp);
  }

  /** Whether a file that looks like {@code token} has this content for sure. */
  boolean looksLike(String token) {
    return settled && stamp.equals(token);
  }

  /** Returns what {@link #toString} wrote. */
  static Content parse(String stamp, String hash) {
    boolean settled = stamp.charAt(0) != UNSETTLED;
    return new Content(settled ? stamp : stamp.substring(1), settled, hash);
  }

  /** Returns two words. */
  @Override
  public String toString() {
    return (settled ? "" : UNSETTLED) + stamp + ' ' + hash;
  }
}
