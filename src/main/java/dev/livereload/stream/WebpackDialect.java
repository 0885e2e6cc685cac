package dev.livereload.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.Source;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.EventLog.Entry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stream of webpack-hot-middleware 2.26: unnamed events without ids, one line of JSON each.
 *
 * <p>The hash is the name of the run, so it never moves: a new one would send a page to look for an
 * update of its modules, which is not what changed. What has changed is told by a {@code reload}.
 */
final class WebpackDialect {

  // A blank line: webpack-hot-middleware's own first byte.
  private static final String OPENING = "\n";

  // Data, not a comment: the client's watchdog counts messages.
  private static final byte[] PING = "data: \uD83D\uDC93\n\n".getBytes(UTF_8);

  private WebpackDialect() {}

  /** Returns the first bytes: the state of each source, to the new reader alone. */
  static byte[] opening(Hello hello) {
    List<Source> sources =
        hello.sources().isEmpty()
            ? List.of(new Source("", Source.State.OK, List.of()))
            : hello.sources();
    return (OPENING + sync(sources, hello.run())).getBytes(UTF_8);
  }

  /**
   * Returns the first bytes for a page: a sign that the stream is open, and the state of the
   * sources that failed. With errors, a page looks for no update.
   */
  static byte[] openingOfPage(Hello hello) {
    List<Source> failed =
        hello.sources().stream().filter(source -> !source.errors().isEmpty()).toList();
    return (OPENING + sync(failed, hello.run())).getBytes(UTF_8);
  }

  /** Returns the frames of an event that has a place in the run. */
  static byte[] frame(Entry entry) {
    return text(entry.event(), entry.id().run()).getBytes(UTF_8);
  }

  private static String text(LiveEvent event, String hash) {
    if (event instanceof Building building) {
      return state("building", building.name(), 0, hash, List.of(), List.of());
    }
    if (event instanceof Built built) {
      long time = built.time().toMillis();
      return state("built", built.name(), time, hash, built.warnings(), built.errors());
    }
    return state("building", "", 0, hash, List.of(), List.of())
        + state("built", "", 0, hash, List.of(), List.of())
        + reload(files(event));
  }

  /** Returns the sign of life. */
  static byte[] ping() {
    return PING;
  }

  private static List<UrlPath> files(LiveEvent event) {
    if (event instanceof Change change) {
      return Stream.of(change.added(), change.removed(), change.updated())
          .flatMap(List::stream)
          .sorted()
          .toList();
    }
    if (event instanceof Reload) {
      return List.of();
    }
    throw new AssertionError(event);
  }

  private static String sync(List<Source> sources, String hash) {
    return sources.stream()
        .map(source -> state("sync", source.name(), 0, hash, source.warnings(), source.errors()))
        .collect(Collectors.joining());
  }

  private static String state(
      String action,
      String name,
      long time,
      String hash,
      List<Problem> warnings,
      List<Problem> errors) {
    JsonStringWriter json = JsonWriter.string().object();
    json.value("name", name).value("action", action).value("time", time).value("hash", hash);
    json.array("warnings", warnings.stream().map(WebpackDialect::text).toList());
    json.array("errors", errors.stream().map(WebpackDialect::text).toList());
    return frame(json.object("modules").end());
  }

  // As webpack words its own: where, what, the lines around it.
  private static String text(Problem problem) {
    String where = problem.place().map(place -> place + "\n").orElse("");
    String frame = problem.frame().isEmpty() ? "" : "\n" + problem.frame();
    return where + problem.message() + frame;
  }

  private static String reload(List<UrlPath> files) {
    JsonStringWriter json = JsonWriter.string().object().value("action", "reload").array("files");
    files.forEach(file -> json.value(file.value()));
    return frame(json.end());
  }

  private static String frame(JsonStringWriter json) {
    return "data: " + json.end().done() + "\n\n";
  }
}
