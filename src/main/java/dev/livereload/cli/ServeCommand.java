package dev.livereload.cli;

import dev.livereload.Builds;
import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import dev.livereload.server.Address;
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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The site. Default: this folder.")
  private Path dir = Path.of(".");

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      description = "Port; 0 takes any free one. Default: the first free one from 8080 on.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDR",
      description =
          "Address to bind. Where other machines reach it, they need the token in the address that"
              + " is printed. Default: 127.0.0.1 and ::1.")
  private @Nullable String host;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description =
          "Stand before the server at URL instead of serving DIR. DIR is still watched: a change"
              + " there brings pages up to date as soon as that server answers.")
  private @Nullable String proxy;

  @Option(
      names = "--wait-for",
      paramLabel = "PATH",
      description =
          "With --proxy: the server is ready when it answers PATH with less than 400. Default: when"
              + " it answers at all.")
  private @Nullable String waitFor;

  @Option(
      names = "--watch",
      paramLabel = "DIR",
      description =
          "Watch DIR, too: a change there has no URL, so it means that any page may have changed."
              + " Repeatable.")
  private List<Path> watch = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "GLOB",
      description = "Never watch what matches, besides the built-in list. Repeatable.")
  private List<String> ignore = new ArrayList<>();

  @Option(
      names = "--settle",
      paramLabel = "MS",
      description = "Milliseconds without a write that end a save. Default: 30.")
  private @Nullable Integer settle;

  @Option(
      names = "--poll",
      paramLabel = "MS",
      arity = "1",
      fallbackValue = "500",
      preprocessor = AttachedValue.class,
      description =
          "Look at everything every MS milliseconds, given as --poll=MS, where the system gives no"
              + " events. --poll alone means 500.")
  private @Nullable Integer poll;

  @Option(
      names = "--build",
      paramLabel = "GLOB=COMMAND",
      description =
          "Run COMMAND, in this folder, when a file changes that matches GLOB, and once at the"
              + " start. Pages follow when it is done. Repeatable.")
  private List<String> builds = new ArrayList<>();

  @Option(
      names = "--build-timeout",
      paramLabel = "S",
      description = "Seconds after which a build is stopped. Default: 300.")
  private @Nullable Integer buildTimeout;

  @Option(
      names = "--editor",
      paramLabel = "COMMAND",
      description =
          "Opens a source when a place is clicked in a page. Default: what LIVERELOAD_EDITOR,"
              + " VISUAL or EDITOR names in the environment, else a known one.")
  private @Nullable String editor;

  @Option(
      names = "--spa",
      paramLabel = "FILE",
      arity = "1",
      fallbackValue = "index.html",
      preprocessor = AttachedValue.class,
      description =
          "Answer a navigation that finds no file with FILE, given as --spa=FILE."
              + " --spa alone means index.html.")
  private @Nullable String spa;

  @Option(
      names = "--mount",
      paramLabel = "PATH=DIR",
      description = "Serve and watch DIR under the URL path PATH, too. Repeatable.")
  private List<String> mounts = new ArrayList<>();

  @Option(
      names = "--open",
      paramLabel = "PATH",
      arity = "1",
      fallbackValue = "/",
      preprocessor = AttachedValue.class,
      description = "Open the browser, at PATH when given as --open=PATH.")
  private @Nullable String open;

  @Option(
      names = "--https",
      description =
          "Speak TLS, and HTTP/2 with it. The certificate is made on the spot and kept; --cert brings"
              + " another.")
  private boolean https;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The certificate for --https in PEM, with those that vouch for it after it.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The key of that certificate in PEM. Default: it is in the same file.")
  private @Nullable Path certificateKey;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "Answer under this host name, too; .NAME stands for all below it. Repeatable.")
  private List<String> allowHosts = new ArrayList<>();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "Let pages of exactly this origin, such as http://localhost:3000, use the script tag"
              + " without the key. Repeatable.")
  private List<String> allowOrigins = new ArrayList<>();

  @Option(
      names = "--new-key",
      description =
          "Forget the key that is in the script tag for other origins, and the token; make others.")
  private boolean newKey;

  @Option(
      names = "--no-token",
      description = "With --host: let in everybody who can connect. Dangerous.")
  private boolean noToken;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "Put this header on every answer of the site. Repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--listing", description = "List folders that have no index.html.")
  private boolean listing;

  @Option(
      names = "--no-inject",
      description = "Leave HTML alone: the pages bring the script tag themselves.")
  private boolean noInject;

  @Option(names = "--reload-only", description = "Never patch a page, always reload it.")
  private boolean reloadOnly;

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

  @Spec private @Nullable CommandSpec spec;

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
      warnOfMissingApp();
      server.ready().get();
      terminal.serving(server.entrance(URI.create("")));
      terminal.tag(server.foreignClient());
      List<Address> addresses = server.addresses();
      if (!addresses.isEmpty()) {
        terminal.invite(server.asksForToken(), addresses);
      }
      page.ifPresent(path -> Browser.open(server.entrance(path), terminal));
      if (Colours.isTerminal()) {
        readKeys(server);
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

  // No failure: a build may make the file later.
  private void warnOfMissingApp() {
    if (spa != null && !Files.isRegularFile(dir.resolve(relative(spa)))) {
      terminal.noticed(
          new Notice(
              "There is no " + relative(spa) + " in " + dir + ", so --spa answers nothing yet.",
              "Create it, or name another with --spa=FILE."));
    }
  }

  private static String relative(String file) {
    return file.replaceAll("^/+", "");
  }

  private void readKeys(DevServer server) {
    AtomicBoolean paused = new AtomicBoolean();
    Keys keys =
        new Keys(terminal.err()::println)
            .with("r", "reload every page", server::reloadAll)
            .with("o", "open the browser", () -> open(server))
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

  private void open(DevServer server) {
    Browser.open(server.entrance(page().orElse(URI.create(""))), terminal);
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

  private DevServerOptions options() {
    List<Mount> all = new ArrayList<>();
    List<Path> elsewhere = new ArrayList<>();
    if (proxy == null) {
      all.add(new Mount(UrlPath.ROOT, dir.toAbsolutePath()));
    } else {
      elsewhere.add(dir.toAbsolutePath());
    }
    mounts.forEach(mount -> all.add(mount(mount)));
    Optional<Duration> quiet =
        Optional.ofNullable(settle)
            .map(millis -> Duration.ofMillis(within("--settle", millis, 0, 10_000)));
    watch.forEach(folder -> elsewhere.add(folder.toAbsolutePath()));
    LiveReloadOptions watched = new LiveReloadOptions(all, elsewhere, ignore, quiet).remembering();
    watched = watched.building(builds());
    if (poll != null) {
      watched = watched.polling(Duration.ofMillis(within("--poll", poll, 10, 60_000)));
    }
    DevServerOptions.Builder builder =
        DevServerOptions.builder(watched)
            .listing(listing)
            .inject(!noInject)
            .reloadOnly(reloadOnly)
            .allowHosts(allowHosts)
            .allowOrigins(allowOrigins)
            .newKey(newKey)
            .https(https)
            .headers(headers)
            .token(!noToken);
    if (port != null) {
      builder.port(within("--port", port, 0, 65_535));
    }
    if (host != null) {
      builder.host(host);
    }
    if (certificate != null) {
      builder.certificate(certificate, certificateKey == null ? certificate : certificateKey);
    } else if (certificateKey != null) {
      throw wrong("--key is of the certificate that --cert names, and there is none.");
    }
    if (editor != null) {
      builder.editor(editor);
    }
    if (proxy != null) {
      builder.proxy(proxy);
    }
    if (waitFor != null) {
      builder.waitFor(pathOnServer(waitFor));
    }
    if (spa != null) {
      builder.spa(pathInSite("--spa", spa).toString());
    }
    return builder.build();
  }

  private String pathOnServer(String path) {
    if (proxy == null) {
      throw wrong("--wait-for is for the server of --proxy, and there is none.");
    }
    if (!path.startsWith("/") || !path.matches("[!-~]+")) {
      throw wrong("--wait-for takes a path as a URL has it, such as /health, not " + path + ".");
    }
    return path;
  }

  private Optional<URI> page() {
    try {
      return open == null ? Optional.empty() : Optional.of(new URI(open));
    } catch (URISyntaxException e) {
      throw wrong("--open takes a path as a URL has it, such as /about.html, not " + open + ".");
    }
  }

  private Mount mount(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0 || equals == argument.length() - 1) {
      throw wrong("--mount takes PATH=DIR, not " + argument + ".");
    }
    UrlPath at = UrlPath.ROOT.resolve(pathInSite("--mount", argument.substring(0, equals)));
    if (at.equals(UrlPath.ROOT)) {
      throw wrong("--mount " + argument + " names no path below the root, which is DIR's.");
    }
    return new Mount(at, path("--mount", argument.substring(equals + 1)).toAbsolutePath());
  }

  private Builds builds() {
    Duration timeout =
        buildTimeout == null
            ? Builds.DEFAULT_TIMEOUT
            : Duration.ofSeconds(within("--build-timeout", buildTimeout, 1, 86_400));
    List<Builds.Rule> rules = builds.stream().map(this::rule).toList();
    return new Builds(rules, Path.of("").toAbsolutePath(), timeout, terminal.hasColours());
  }

  private Builds.Rule rule(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      throw wrong("--build takes GLOB=COMMAND, not " + argument + ".");
    }
    return new Builds.Rule(argument.substring(0, equals), argument.substring(equals + 1));
  }

  private Path path(String option, String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw wrong("%s takes a path, which %s is not.".formatted(option, argument));
    }
  }

  // A browser resolves dot segments before it asks: such a path could never be reached.
  private Path pathInSite(String option, String argument) {
    Path path = path(option, argument);
    for (Path name : path) {
      if (name.toString().equals(".") || name.toString().equals("..")) {
        throw wrong("%s takes a path without . and .., not %s.".formatted(option, argument));
      }
    }
    return path;
  }

  private int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong("%s takes a number from %d to %d, not %d.".formatted(option, least, most, value));
    }
    return value;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
