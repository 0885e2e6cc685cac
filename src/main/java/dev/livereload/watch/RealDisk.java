package dev.livereload.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The disk of this machine. Not thread-safe: it reads through one buffer. */
final class RealDisk implements Disk {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();

  private Optional<ReadLease> lease = Optional.empty();

  /** From now on, {@link #writers} asks {@code loaded}. */
  void use(Optional<ReadLease> loaded) {
    lease = loaded;
  }

  @Override
  public Writers writers(Path file) {
    return lease.isPresent() ? lease.get().writers(file) : Writers.UNKNOWN;
  }

  @Override
  public FileStamp stamp(Path file) {
    try {
      return FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException gone) {
      // Deleted, below something that is no folder, or not ours to see: there is no file for us.
      return FileStamp.ABSENT;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Two CRCs of different polynomials, 64 bits together: the JDK computes both at memory speed,
   * where its cryptographic hashes are ten times slower, and nobody attacks here.
   */
  @Override
  public long hash(Path file) throws IOException {
    first.reset();
    second.reset();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer.clear()) >= 0) {
        first.update(buffer.flip());
        second.update(buffer.rewind());
      }
    }
    long hash = first.getValue() << 32 | second.getValue();
    return hash == FileStamp.NOT_HASHED ? 1 : hash;
  }
}
