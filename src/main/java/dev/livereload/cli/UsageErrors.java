package dev.livereload.cli;

import dev.livereload.Spelling;
import dev.livereload.event.Notice;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments: one sentence what, one sentence cure. */
final class UsageErrors {

  static final String SEE_HELP = "Run with --help to see what there is.";

  private static final String ONE_FOLDER =
      "Name one; the values of --spa, --open and --poll follow a =, as in --poll=500.";

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
    if (e instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return new Notice(option.longestName() + " is there twice.", "Leave one of them out.");
    }
    if (e instanceof MissingParameterException missing
        && missing.getMissing().get(0) instanceof OptionSpec option) {
      return new Notice(
          option.longestName() + " takes a value, and there is none.",
          "Write it as " + option.longestName() + " " + option.paramLabel() + ".");
    }
    if (e.getArgSpec() instanceof OptionSpec option) {
      return wrongValue(option, e.getValue());
    }
    String message = String.valueOf(e.getMessage());
    return new Notice(message.endsWith(".") ? message : message + ".", SEE_HELP);
  }

  private static Notice wrongValue(OptionSpec option, String value) {
    String name = option.longestName();
    if (option.typeInfo().isBoolean()) {
      return new Notice(name + " takes no value.", "Write it without \"=" + value + "\".");
    }
    String what =
        option.typeInfo().isEnum()
            ? String.join(" or ", option.typeInfo().getEnumConstantNames())
            : option.typeInfo().getType() == Integer.class ? "a whole number" : "a path";
    return new Notice(name + " takes " + what + ", not \"" + value + "\".", SEE_HELP);
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
