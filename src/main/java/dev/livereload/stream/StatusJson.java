package dev.livereload.stream;

import com.grack.nanojson.JsonWriter;
import dev.livereload.event.Status;

/** The status as JSON, as {@code docs/protocol.md} has it. */
public final class StatusJson {

  private StatusJson() {}

  /** Returns the status as one line of JSON. */
  public static String of(Status status) {
    return JsonWriter.string()
        .object()
        .value("run", status.now().run())
        .value("version", status.now().number())
        .array("sources")
        .end()
        .value("tabs", status.tabs())
        .object("watched")
        .value("dirs", status.folders())
        .value("files", status.files())
        .end()
        .end()
        .done();
  }
}
