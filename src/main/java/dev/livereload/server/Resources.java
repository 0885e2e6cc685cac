package dev.livereload.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What lies beside this class in the jar. */
final class Resources {

  private Resources() {}

  /** Returns the content of the resource called {@code name}, which is part of every build. */
  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("The jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
