package dev.livereload.server;

import dev.livereload.Mount;
import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A folder is to be mounted where it could never be reached. */
public final class BadMountException extends UserErrorException {

  private static final long serialVersionUID = 1;

  private BadMountException(String what, String cure) {
    super(new Notice(what, cure));
  }

  static void check(List<Mount> mounts) throws BadMountException {
    Set<String> taken = new HashSet<>();
    for (Mount mount : mounts) {
      String at = mount.at().value();
      if (Routes.isReserved(at + "/")) {
        throw new BadMountException(
            "The path " + at + " is the server's own.", "Mount the folder at another one.");
      }
      if (!taken.add(at)) {
        throw new BadMountException(
            "Two folders are to be mounted at " + at + ".", "Mount one of them at another path.");
      }
    }
  }
}
