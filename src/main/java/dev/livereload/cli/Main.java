package dev.livereload.cli;

import dev.livereload.event.Notice;
import dev.livereload.server.DevServer;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Where {@code java -jar} begins. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // What Javalin and Jetty log is said better by our own lines.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    // Jetty asks for the list of all locales: a tenth of the start-up, and nothing here speaks any.
    System.setProperty("java.locale.providers", "SPI");
    // One core reads the arguments, another one loads the server meanwhile.
    Thread warmUp = new Thread(DevServer::warmUp, "livereload-warm-up");
    warmUp.setDaemon(true);
    warmUp.start();
    System.exit(commandLine(new Terminal(System.out, System.err)).execute(args));
  }

  static CommandLine commandLine(Terminal terminal) {
    return new ArgumentFiles(new ServeCommand(terminal), terminal)
        .setParameterExceptionHandler((e, args) -> UsageErrors.print(terminal, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e))
        .setOut(terminal.out())
        .setErr(terminal.err());
  }

  private static int failed(Terminal terminal, Exception cause) {
    terminal.failed(
        new Notice("This should never fail: " + cause + ".", "Run it with -v to see where."),
        cause);
    return ExitCode.SOFTWARE;
  }
}
