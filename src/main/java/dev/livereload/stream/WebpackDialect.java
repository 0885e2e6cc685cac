package dev.livereload.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.EventLog.Entry;
import java.util.List;
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

  /** Returns the first bytes: the state of the site, to the new reader alone. */
  static byte[] opening(Hello hello) {
    return (OPENING + state("sync", hello.run())).getBytes(UTF_8);
  }

  /** Returns the first bytes for a page: nothing but a sign that the stream is open. */
  static byte[] openingOfPage() {
    return OPENING.getBytes(UTF_8);
  }

  /** Returns the frames of an event that has a place in the run. */
  static byte[] frame(Entry entry) {
    String hash = entry.id().run();
    return (state("building", hash) + state("built", hash) + reload(files(entry.event())))
        .getBytes(UTF_8);
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

  private static String state(String action, String hash) {
    JsonStringWriter json = JsonWriter.string().object();
    json.value("name", "").value("action", action).value("time", 0).value("hash", hash);
    json.array("warnings").end().array("errors").end().object("modules").end();
    return frame(json);
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
