package dev.livereload.maven;

import dev.livereload.BuildLines;
import dev.livereload.Lines;
import dev.livereload.LiveReloadListener;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import dev.livereload.server.Address;
import dev.livereload.server.DevServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/** Says in Maven's log what happens; with {@code -X} why, too. Thread-safe. */
final class MavenLog implements LiveReloadListener {

  // What notices call as the command line does, and has another name here.
  private static final Pattern OPTION =
      Pattern.compile(
          "--(allow-host|allow-origin|build-timeout|cert|editor|header|ignore|key|poll|port|proxy)"
              + "(?![\\w-])");

  private static final Pattern LATER_WORD = Pattern.compile("-(.)");

  private static final String ERROR = "[ERROR] ";
  private static final String WARNING = "[WARNING] ";
  private static final String INFO = "[INFO] ";

  private final Log log;

  MavenLog(Log log) {
    this.log = log;
  }

  /** Says what is served: it was found, if nobody has named it. */
  void standing(DevServerOptions options) {
    log.info(
        options
            .proxy()
            .map(server -> "Standing before " + server)
            .orElseGet(
                () -> Lines.printable("Serving " + options.liveReload().mounts().get(0).folder())));
  }

  /** Says where the server answers. */
  void serving(URI url, URI foreignClient) {
    log.info(url.toString());
    log.info("Tag for pages of another origin: <script src=\"" + foreignClient + "\"></script>");
  }

  /** Says how other machines reach it. */
  void invite(boolean token, List<Address> addresses) {
    log.warn(
        token
            ? "Other machines can connect: whoever has an address below, with its token, can read"
                + " every file of the site. Only with livereload.https others in the same network"
                + " cannot read along."
            : "DANGER: other machines can connect, and everybody who reaches an address below can"
                + " read every file of the site. Set livereload.token to ask them for a token.");
    addresses.forEach(address -> log.info("  %s (%s)".formatted(address.url(), address.network())));
  }

  @Override
  public void shown(Outcome outcome) {
    log.info(Lines.outcome(outcome));
    outcome.shown().forEach(tab -> log.debug(Lines.reason(tab)));
  }

  @Override
  public void told(EventId id, LiveEvent event) {
    if (event instanceof LiveEvent.Building building) {
      log.debug(BuildLines.begun(building));
    } else if (event instanceof LiveEvent.Built built && built.errors().isEmpty()) {
      log.info(BuildLines.built(built));
      BuildLines.problems(built).forEach(log::warn);
    } else if (event instanceof LiveEvent.Built built) {
      log.error(BuildLines.built(built));
      BuildLines.problems(built).forEach(log::error);
    }
  }

  // A Maven in this one has levels of its own, which say what is worth a line here.
  @Override
  public void printed(String source, String line) {
    String text = BuildLines.printed(line, false);
    if (text.startsWith(ERROR)) {
      log.error(text.substring(ERROR.length()));
    } else if (text.startsWith(WARNING)) {
      log.warn(text.substring(WARNING.length()));
    } else if (text.startsWith(INFO)) {
      log.debug(text.substring(INFO.length()));
    } else {
      log.info(text);
    }
  }

  @Override
  public void noticed(Notice notice) {
    log.warn(words(notice));
  }

  /** Returns the words of {@code notice}, with options as the goals call them. Pure. */
  static String words(Notice notice) {
    return OPTION
        .matcher(Lines.printable(notice.toString()))
        .replaceAll(option -> "livereload." + parameter(option.group(1)));
  }

  private static String parameter(String option) {
    return LATER_WORD.matcher(option).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  @Override
  public void ignored(Path file, String reason) {
    log.debug(Lines.printable("ignored " + file + " (" + reason + ")"));
  }
}
