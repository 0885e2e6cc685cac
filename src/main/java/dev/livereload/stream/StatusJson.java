package dev.livereload.stream;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.livereload.event.Shown;
import dev.livereload.event.Status;

/** The status as JSON, as {@code docs/protocol.md} has it. */
public final class StatusJson {

  private StatusJson() {}

  /** Returns the status as one line of JSON. */
  public static String of(Status status) {
    JsonStringWriter json = JsonWriter.string().object();
    json.value("run", status.now().run()).value("version", status.now().number());
    EventJson.sources(status.sources(), json);
    json.value("tabs", status.tabs()).value("readers", status.readers());
    json.array("pages");
    for (Shown shown : status.pages()) {
      json.object().value("page", shown.page()).value("id", shown.id().toString());
      json.value("effect", shown.effect().wire()).end();
    }
    json.end().object("watched");
    json.value("dirs", status.folders()).value("files", status.files());
    return json.end().end().done();
  }
}
