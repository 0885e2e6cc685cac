package dev.livereload.stream;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Hello;
import dev.livereload.event.LiveEvent.Ping;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.Source;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.EventLog.Entry;
import java.util.List;
import java.util.Locale;

/**
 * An event as JSON: its name and its data, as {@code docs/protocol.md} has them.
 *
 * <p>The text is one line whatever a file is called: the writer escapes control characters, U+2028
 * and the slash of {@code </}.
 */
public final class EventJson {

  private EventJson() {}

  /** Returns the name of the event on the wire. */
  public static String name(LiveEvent event) {
    if (event instanceof Hello) {
      return "hello";
    }
    if (event instanceof Building) {
      return "building";
    }
    if (event instanceof Built) {
      return "built";
    }
    if (event instanceof Change) {
      return "change";
    }
    if (event instanceof Reload) {
      return "reload";
    }
    if (event instanceof Ping) {
      return "ping";
    }
    throw new AssertionError(event);
  }

  /** Returns the data of the event as one line of JSON. */
  public static String data(LiveEvent event) {
    JsonStringWriter json = JsonWriter.string().object();
    write(event, json);
    return json.end().done();
  }

  /** Returns an event of the run as one line of JSON: its name and id, then its data. */
  public static String line(Entry entry) {
    JsonStringWriter json = JsonWriter.string().object();
    write(entry, json);
    return json.end().done();
  }

  /**
   * Returns an event as one line of JSON as who reports it has it: its name, then its data. A build
   * without a hash has that of the server that it is reported to.
   */
  public static String report(LiveEvent event) {
    JsonStringWriter json = JsonWriter.string().object().value("type", name(event));
    write(event, json);
    return json.end().done();
  }

  /**
   * Returns the answer to a poll.
   *
   * @param id from where the reader is to ask next
   */
  static String answer(EventId id, List<Entry> entries) {
    JsonStringWriter json = JsonWriter.string().object().value("id", id.toString());
    json.array("events");
    for (Entry entry : entries) {
      json.object();
      write(entry, json);
      json.end();
    }
    return json.end().end().done();
  }

  private static void write(Entry entry, JsonStringWriter json) {
    json.value("type", name(entry.event())).value("id", entry.id().toString());
    write(entry.event(), json);
  }

  private static void write(LiveEvent event, JsonStringWriter json) {
    if (event instanceof Hello hello) {
      json.value("run", hello.run()).value("version", hello.version());
      sources(hello.sources(), json);
    } else if (event instanceof Building building) {
      json.value("name", building.name()).array("files", building.files());
    } else if (event instanceof Built built) {
      json.value("name", built.name()).value("time", built.time().toMillis());
      if (!built.hash().isEmpty()) {
        json.value("hash", built.hash());
      }
      problems("errors", built.errors(), json);
      problems("warnings", built.warnings(), json);
    } else if (event instanceof Change change) {
      write("added", change.added(), json);
      write("removed", change.removed(), json);
      write("updated", change.updated(), json);
    } else if (event instanceof Reload reload) {
      json.value("reason", reload.reason()).value("patch", reload.patch());
    } else if (!(event instanceof Ping)) {
      throw new AssertionError(event);
    }
  }

  /** Writes the builds and how they stand. */
  static void sources(List<Source> sources, JsonStringWriter json) {
    json.array("sources");
    for (Source source : sources) {
      json.object().value("name", source.name());
      json.value("state", source.state().name().toLowerCase(Locale.ROOT));
      problems("errors", source.errors(), json);
      problems("warnings", source.warnings(), json);
      json.end();
    }
    json.end();
  }

  private static void problems(String key, List<Problem> problems, JsonStringWriter json) {
    json.array(key);
    for (Problem problem : problems) {
      json.object().value("message", problem.message());
      problem.place().ifPresent(place -> write(place, json));
      if (!problem.frame().isEmpty()) {
        json.value("frame", problem.frame());
      }
      json.end();
    }
    json.end();
  }

  private static void write(Problem.Place place, JsonStringWriter json) {
    json.value("file", place.file());
    if (place.line() != 0) {
      json.value("line", place.line());
    }
    if (place.column() != 0) {
      json.value("column", place.column());
    }
  }

  private static void write(String key, List<UrlPath> urls, JsonStringWriter json) {
    json.array(key);
    urls.forEach(url -> json.value(url.value()));
    json.end();
  }
}
