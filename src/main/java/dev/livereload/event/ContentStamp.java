package dev.livereload.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What tells one content of a file from another without reading it.
 *
 * @param size in bytes
 * @param modified the time of the last write
 * @param changed on Unix the time of the last change of any kind, which a restored modification
 *     time does not hide; elsewhere the same as {@code modified}
 * @param key what the file system calls it (inode), so that a renamed-over file differs
 */
public record ContentStamp(long size, FileTime modified, FileTime changed, int key) {

  /** Returns the stamp of {@code file}, which is no link and has {@code attributes}. */
  public static ContentStamp of(Path file, BasicFileAttributes attributes) {
    return new ContentStamp(
        attributes.size(),
        attributes.lastModifiedTime(),
        changeTime(file, attributes),
        Objects.hashCode(attributes.fileKey()));
  }

  private static FileTime changeTime(Path file, BasicFileAttributes attributes) {
    try {
      return (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      return attributes.lastModifiedTime();
    }
  }

  /** Returns it as a short word of letters, digits and hyphens. */
  public String token() {
    return Long.toString(size, 36)
        + '-'
        + Long.toString(modified.to(TimeUnit.NANOSECONDS), 36)
        + '-'
        + Long.toString(changed.to(TimeUnit.NANOSECONDS) ^ (long) key << 24, 36);
  }
}
