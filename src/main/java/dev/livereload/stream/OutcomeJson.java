package dev.livereload.stream;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.livereload.event.Outcome;
import dev.livereload.event.Shown;

/** What became of an event as JSON, as {@code docs/protocol.md} has it. */
public final class OutcomeJson {

  private OutcomeJson() {}

  /** Returns the outcome as one line of JSON. */
  public static String line(Outcome outcome) {
    JsonStringWriter json = JsonWriter.string().object();
    json.value("type", "shown").value("id", outcome.id().toString());
    json.array("tabs");
    for (Shown shown : outcome.shown()) {
      json.object().value("page", shown.page()).value("effect", shown.effect().wire());
      json.value("reason", shown.reason()).value("time", shown.time().toMillis()).end();
    }
    json.end().array("late", outcome.late());
    json.value("left", outcome.left());
    json.value("readers", outcome.readers()).value("elsewhere", outcome.elsewhere());
    return json.end().done();
  }
}
