package dev.livereload.watch;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the disk says of one file at one moment.
 *
 * @param size in bytes; -1 where there is no file
 * @param modified nanoseconds since 1970
 * @param key tells two files of the same name apart (on Unix from device and inode); 0 where the
 *     system has no such thing
 * @param hash of the content, or {@link #NOT_HASHED}
 */
record FileStamp(long size, long modified, int key, long hash) {

  static final long NOT_HASHED = 0;

  /** No regular file is there. */
  static final FileStamp ABSENT = new FileStamp(-1, 0, 0, NOT_HASHED);

  static FileStamp of(BasicFileAttributes attributes) {
    return attributes.isRegularFile()
        ? new FileStamp(
            attributes.size(),
            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
            Objects.hashCode(attributes.fileKey()),
            NOT_HASHED)
        : ABSENT;
  }

  boolean exists() {
    return size >= 0;
  }

  FileStamp withHash(long newHash) {
    return new FileStamp(size, modified, key, newHash);
  }

  /** Whether both are the same file in the same state, as far as can be told without reading it. */
  boolean looksLike(FileStamp other) {
    return size == other.size && modified == other.modified && key == other.key;
  }

  /** Whether the content is the same: by hash where both have one, else by how they look. */
  boolean sameContentAs(FileStamp other) {
    boolean bothRead = hash != NOT_HASHED && other.hash != NOT_HASHED;
    return bothRead ? (size == other.size && hash == other.hash) : looksLike(other);
  }
}
