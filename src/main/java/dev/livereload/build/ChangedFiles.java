package dev.livereload.build;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The names of the files that a run is for. Pure. */
final class ChangedFiles {

  /** What a command reads: a name a line. */
  static final String VARIABLE = "LIVERELOAD_FILES";

  /** Octets of the variable. Linux takes 128 KiB of one, Windows 32 KiB of all. */
  static final int MAX_OCTETS = 16 * 1024;

  /** Names that an event has. */
  static final int MAX_NAMES = 100;

  private ChangedFiles() {}

  /** Returns the names for an event: from {@code folder} where they lie in it. */
  static List<String> names(Collection<Path> files, Path folder) {
    return files.stream().limit(MAX_NAMES).map(file -> ProblemParser.name(file, folder)).toList();
  }

  /**
   * Returns the value of the variable. Empty, which means that any file may have changed, where the
   * names are too many or one has a line end in it.
   */
  static String variable(Collection<Path> files, Path folder) {
    List<String> names = files.stream().map(file -> ProblemParser.name(file, folder)).toList();
    String value = String.join("\n", names);
    boolean fits = value.getBytes(StandardCharsets.UTF_8).length <= MAX_OCTETS;
    return fits && names.stream().noneMatch(name -> name.contains("\n")) ? value : "";
  }
}
