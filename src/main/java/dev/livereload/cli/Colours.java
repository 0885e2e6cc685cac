package dev.livereload.cli;

import java.io.Console;
import java.util.Map;

/** Whether colours can be seen. */
final class Colours {

  private Colours() {}

  /**
   * Returns whether colours are wanted, see <a href="https://no-color.org">no-color.org</a>. Pure.
   *
   * @param terminal whether a person reads
   */
  static boolean wanted(Map<String, String> environment, boolean terminal) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Returns whether standard input and output are a terminal's. */
  @SuppressWarnings("SystemConsoleNull") // It may be until JDK 21; since then isTerminal tells.
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
