package dev.livereload.cli;

import dev.livereload.Range;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Checks what options take. */
final class Arguments {

  private Arguments() {}

  static Path path(String option, String argument) throws BadArgumentException {
    filled(option, argument);
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new BadArgumentException(
          "%s takes a path, which %s is not.".formatted(option, argument));
    }
  }

  /** Refuses what a script has left empty, which as a path would be this folder. */
  static void filled(String option, Object argument) throws BadArgumentException {
    if (argument.toString().isBlank()) {
      throw new BadArgumentException(
          "The value of " + option + " is empty.", "Give one, or leave " + option + " out.");
    }
  }

  // A browser resolves dot segments before it asks: such a path could never be reached.
  static Path pathInSite(String option, String argument) throws BadArgumentException {
    Path path = path(option, argument);
    for (Path name : path) {
      if (name.toString().equals(".") || name.toString().equals("..")) {
        throw new BadArgumentException(
            "%s takes a path without . and .., not %s.".formatted(option, argument));
      }
    }
    return path;
  }

  static int within(String option, int value, Range range) throws BadArgumentException {
    if (!range.contains(value)) {
      throw new BadArgumentException(range.refusal(option, value));
    }
    return value;
  }
}
