package dev.livereload.cli;

import dev.livereload.event.Notice;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments: one sentence what, one sentence cure. */
final class UsageErrors {

  private static final String SEE_HELP = "Run with --help to see what there is.";

  private UsageErrors() {}

  static int print(Terminal terminal, ParameterException e) {
    terminal.noticed(notice(e));
    return ExitCode.USAGE;
  }

  private static Notice notice(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      if (!argument.startsWith("-")) {
        return new Notice("There is one folder too many: " + argument + ".", SEE_HELP);
      }
      return new Notice(
          "There is no option " + argument + ".",
          alike(argument, e.getCommandLine()).map("Did you mean %s?"::formatted).orElse(SEE_HELP));
    }
    String message = String.valueOf(e.getMessage());
    return new Notice(message.endsWith(".") ? message : message + ".", SEE_HELP);
  }

  // Of short names any is two slips from any other.
  private static Optional<String> alike(String argument, CommandLine command) {
    String name = argument.split("=", 2)[0];
    List<String> names =
        command.getCommandSpec().optionsMap().keySet().stream()
            .filter(option -> option.startsWith("--"))
            .toList();
    return name.startsWith("--") ? Spelling.guess(name, names) : Optional.empty();
  }
}
