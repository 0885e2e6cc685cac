package dev.livereload.event;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What tells one content of a file from another once it is read: two CRCs of different polynomials,
 * 64 bits together. The JDK computes both at memory speed, where its cryptographic hashes are ten
 * times slower, and nobody attacks here. Not thread-safe.
 */
public final class ContentSum {

  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();

  /** Begins anew. */
  public void reset() {
    first.reset();
    second.reset();
  }

  /** Adds what remains in {@code bytes}, which is at its limit then. */
  public void add(ByteBuffer bytes) {
    second.update(bytes.duplicate());
    first.update(bytes);
  }

  /** Returns the sum of all that was added. */
  public long value() {
    return first.getValue() << 32 | second.getValue();
  }
}
