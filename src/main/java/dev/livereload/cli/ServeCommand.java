package dev.livereload.cli;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;
import dev.livereload.server.Address;
import dev.livereload.server.Browser;
import dev.livereload.server.DevServer;
import dev.livereload.server.DevServerOptions;
import dev.livereload.server.PortForbiddenException;
import dev.livereload.server.PortTakenException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The one command: serves a folder until it is stopped. */
@Command(
    name = "livereload",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Serves a folder, and keeps every open page of it right while you edit.",
    footer = {
      "",
      "@FILE takes more arguments from a file.",
      "Exit codes: 0 stopped by you, 1 failure, 2 wrong arguments."
    })
final class ServeCommand implements Callable<Integer> {

  @Mixin private SiteArguments site = new SiteArguments();

  @Mixin private WatchArguments watch = new WatchArguments();

  @Mixin private AccessArguments access = new AccessArguments();

  @Option(
      names = "--editor",
      paramLabel = "COMMAND",
      description =
          "Opens a source when a place is clicked in a page. Default: what LIVERELOAD_EDITOR,"
              + " VISUAL or EDITOR names in the environment, else a known one.")
  private @Nullable String editor;

  @Option(
      names = "--open",
      paramLabel = "PATH",
      arity = "1",
      fallbackValue = "/",
      preprocessor = AttachedValue.class,
      description = "Open the browser, at PATH when given as --open=PATH.")
  private @Nullable String open;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      description =
          "How changes and builds are told: text, or json, a line an event. Default: text.")
  private Log log = Log.text;

  @Option(names = "-q", description = "Print only the address and problems.")
  private boolean quiet;

  @Option(names = "-v", description = "Print why, too, and stack traces of failures.")
  private boolean verbose;

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What {@code --log} takes, as it is typed. */
  private enum Log {
    text,
    json
  }

  @Override
  public Integer call() throws InterruptedException {
    terminal.json(log == Log.json);
    terminal.colours(Colours.wanted(System.getenv(), Colours.isTerminal()));
    terminal.show(
        quiet
            ? Terminal.Detail.PROBLEMS
            : verbose ? Terminal.Detail.REASONS : Terminal.Detail.CHANGES);
    AtomicReference<@Nullable DevServer> running = new AtomicReference<>();
    Thread stop = new Thread(() -> stop(running), "livereload-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      Optional<URI> page = page();
      DevServer server = DevServer.start(options(), terminal);
      running.set(server);
      site.missingApp().ifPresent(terminal::noticed);
      server.ready().get();
      terminal.serving(server.entrance(URI.create("")));
      access.otherPort(server.url().getPort()).ifPresent(terminal::remarked);
      terminal.tag(server.foreignClient());
      List<Address> addresses = server.addresses();
      if (!addresses.isEmpty()) {
        terminal.invite(server.asksForToken(), addresses);
      }
      page.ifPresent(path -> Browser.open(server.entrance(path), terminal));
      if (Colours.isTerminal()) {
        readKeys(server, page);
      }
      // Until a signal ends the JVM.
      new CountDownLatch(1).await();
      return ExitCode.OK;
    } catch (PortTakenException e) {
      return fail(e, portTaken(e.port()), ExitCode.SOFTWARE);
    } catch (PortForbiddenException e) {
      return fail(e, e.notice(), ExitCode.SOFTWARE);
    } catch (UserErrorException e) {
      return fail(e, e.notice(), ExitCode.USAGE);
    } catch (IOException | ExecutionException e) {
      Notice notice =
          new Notice(
              "The server did not start: " + e.getMessage() + ".", "Run it with -v to see where.");
      return fail(e, notice, ExitCode.SOFTWARE);
    } finally {
      // Reached by failures alone, whose exit code counts.
      forget(stop);
    }
  }

  private void readKeys(DevServer server, Optional<URI> page) {
    AtomicBoolean paused = new AtomicBoolean();
    Keys keys =
        new Keys(terminal.err()::println)
            .with("r", "reload every page", server::reloadAll)
            .with("o", "open the browser", () -> open(server, page))
            .with("b", "build everything again", server::buildAll)
            .with("p", "pause, or go on", () -> pause(server, paused))
            .with("q", "quit", () -> Runtime.getRuntime().exit(ExitCode.OK));
    Charset typed = Charset.defaultCharset();
    Thread thread =
        new Thread(
            () -> keys.read(new BufferedReader(new InputStreamReader(System.in, typed))),
            "livereload-keys");
    thread.setDaemon(true);
    thread.start();
  }

  private void open(DevServer server, Optional<URI> page) {
    Browser.open(server.entrance(page.orElse(URI.create(""))), terminal);
  }

  private void pause(DevServer server, AtomicBoolean paused) {
    boolean on = !paused.get();
    paused.set(on);
    server.pause(on);
    terminal.err().println(on ? "Paused: p + Enter goes on." : "Pages are told again.");
  }

  private int fail(Exception cause, Notice notice, int exitCode) {
    terminal.failed(notice, cause);
    return exitCode;
  }

  // By default an interrupted JVM ends with 130 or 143; being stopped by the user is no failure.
  private static void stop(AtomicReference<@Nullable DevServer> running) {
    DevServer server = running.get();
    if (server != null) {
      server.close();
    }
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and has it.
      return;
    }
  }

  private static Notice portTaken(int port) {
    return new Notice(
        "Port " + port + " is in use.",
        "Stop the other server, or choose another with --port %d (--port 0 takes any free one)."
            .formatted(port == 65_535 ? 8080 : port + 1));
  }

  private DevServerOptions options() throws BadArgumentException {
    if (quiet && verbose) {
      throw new BadArgumentException("-q and -v mean the opposite.", "Leave one of them out.");
    }
    DevServerOptions.Builder options =
        DevServerOptions.builder(
            watch.options(site.served(), site.source(), terminal.hasColours()));
    site.addTo(options);
    access.addTo(options);
    if (editor != null) {
      Arguments.filled("--editor", editor);
      options.editor(editor);
    }
    return options.build();
  }

  // Nothing where no browser is wanted.
  private Optional<URI> page() throws BadArgumentException {
    try {
      return open == null ? Optional.empty() : Optional.of(new URI(open));
    } catch (URISyntaxException e) {
      throw new BadArgumentException(
          "--open takes a path as a URL has it, such as /about.html, not " + open + ".");
    }
  }
}
