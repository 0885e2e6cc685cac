package dev.livereload.cli;

import dev.livereload.event.Notice;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments: one sentence what, one sentence cure. */
final class UsageErrors {

  static final String SEE_HELP = "Run with --help to see what there is.";

  private static final String ONE_FOLDER =
      "Name one; the values of --spa, --open and --poll follow a =, as in --poll=500.";

  private static final Pattern NO_NUMBER =
      Pattern.compile("Invalid value for option '(\\S+)'.*: '(.*)' is not an? (?:int|long)");

  private UsageErrors() {}

  static int print(Terminal terminal, ParameterException e) {
    terminal.noticed(notice(e));
    return ExitCode.USAGE;
  }

  private static Notice notice(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      if (!argument.startsWith("-")) {
        return new Notice("There is one folder too many: " + argument + ".", ONE_FOLDER);
      }
      return new Notice(
          "There is no option " + argument + ".",
          alike(argument, e.getCommandLine()).map("Did you mean %s?"::formatted).orElse(SEE_HELP));
    }
    String message = String.valueOf(e.getMessage());
    Matcher noNumber = NO_NUMBER.matcher(message);
    if (noNumber.matches()) {
      return new Notice(
          noNumber.group(1) + " takes a whole number, not \"" + noNumber.group(2) + "\".",
          SEE_HELP);
    }
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
