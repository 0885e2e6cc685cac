package dev.livereload.watch;

import dev.livereload.event.ContentSum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The disk of this machine. Not thread-safe: it reads through one buffer. */
final class RealDisk implements Disk {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ContentSum sum = new ContentSum();

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

  @Override
  public long hash(Path file) throws IOException {
    sum.reset();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Not to the end: some files of /proc have none, and say that they are empty.
      long left = channel.size();
      while (left > 0 && channel.read(buffer.clear()) >= 0) {
        left -= buffer.flip().remaining();
        sum.add(buffer);
      }
    }
    long hash = sum.value();
    return hash == FileStamp.NOT_HASHED ? 1 : hash;
  }
}
