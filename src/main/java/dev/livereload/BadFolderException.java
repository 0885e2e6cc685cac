package dev.livereload;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that was to be served or watched is none, or is not ours to read. */
public final class BadFolderException extends UserErrorException {

  private static final long serialVersionUID = 1;

  private BadFolderException(String what, String cure) {
    super(new Notice(what, cure));
  }

  /** Returns the real path of {@code folder}. */
  static Path real(Path folder) throws BadFolderException {
    try {
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new BadFolderException(
            folder + " is a file, not a folder.", "Name the folder that it lies in.");
      }
      if (!Files.isReadable(real) || !Files.isExecutable(real)) {
        throw new BadFolderException(
            "The folder " + folder + " cannot be read.",
            "Give yourself the right to read it, or name another.");
      }
      return real;
    } catch (BadFolderException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFolderException(
          "There is no folder " + folder + ".", "Create it, or name another.");
    }
  }
}
