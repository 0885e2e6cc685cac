package dev.livereload.cli;

import dev.livereload.event.Notice;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Says which {@code @FILE} cannot be read; picocli would throw, before its handlers see it. */
final class ArgumentFiles extends CommandLine {

  private final Terminal terminal;

  ArgumentFiles(Object command, Terminal terminal) {
    super(command);
    this.terminal = terminal;
  }

  @Override
  public int execute(String... arguments) {
    return Stream.of(arguments)
        .filter(ArgumentFiles::isUnreadable)
        .findFirst()
        .map(this::refuse)
        .orElseGet(() -> super.execute(arguments));
  }

  private int refuse(String argument) {
    String file = argument.substring(1);
    terminal.noticed(
        new Notice(
            file + " is no file to take arguments from.",
            "Name one that can be read, or a folder to serve as ./" + argument + "."));
    return ExitCode.USAGE;
  }

  private static boolean isUnreadable(String argument) {
    if (argument.length() < 2 || !argument.startsWith("@") || argument.startsWith("@@")) {
      return false;
    }
    try {
      Path file = Path.of(argument.substring(1));
      return Files.exists(file) && !(Files.isRegularFile(file) && Files.isReadable(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
