package dev.livereload.watch;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks Linux whether a file is open for writing: the kernel grants a read lease only if it is not.
 * The JDK cannot see the end of a write (its inotify leaves {@code IN_CLOSE_WRITE} out), and this
 * takes about 10 microseconds.
 *
 * <p>The lease is given back at once. A writer that opens the file in between waits until then, a
 * few microseconds. See fcntl(2), "Leases".
 */
final class ReadLease {

  private static final int O_RDONLY_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
  private static final int F_SETSIG = 10;
  private static final int F_SETLEASE = 1024;
  private static final int F_RDLCK = 0;
  private static final int F_UNLCK = 2;
  private static final int EAGAIN = 11;

  /**
   * The kernel signals a holder of a lease that somebody else wants the file, by default with
   * SIGIO, which ends a process that has no handler for it. SIGURG is ignored by default.
   */
  private static final int SIGURG = 23;

  private static final Charset NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private ReadLease() {}

  /**
   * Loads the native part, which takes about a tenth of a second: not for the start.
   *
   * @return nothing where this is not Linux, or JNA has no library for it
   */
  static Optional<ReadLease> load() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    try {
      Native.register(ReadLease.class, "c");
      return Optional.of(new ReadLease());
    } catch (LinkageError noNativePart) {
      return Optional.empty();
    }
  }

  /** Returns whether anybody has {@code file}, a regular one, open for writing. */
  Writers writers(Path file) {
    int descriptor = -1;
    try {
      descriptor = open(cString(file), O_RDONLY_NONBLOCK_CLOEXEC);
      fcntl(descriptor, F_SETSIG, SIGURG);
      fcntl(descriptor, F_SETLEASE, F_RDLCK);
      fcntl(descriptor, F_SETLEASE, F_UNLCK);
      return Writers.NONE;
    } catch (LastErrorException e) {
      // Another owner, a file system without leases, or gone meanwhile: not for us to know.
      return e.getErrorCode() == EAGAIN ? Writers.SOME : Writers.UNKNOWN;
    } finally {
      if (descriptor >= 0) {
        close(descriptor);
      }
    }
  }

  private static byte[] cString(Path file) {
    byte[] name = file.toString().getBytes(NAMES);
    return Arrays.copyOf(name, name.length + 1);
  }

  private static native int open(byte[] path, int flags) throws LastErrorException;

  private static native int fcntl(int descriptor, int command, int argument)
      throws LastErrorException;

  private static native int close(int descriptor) throws LastErrorException;
}
