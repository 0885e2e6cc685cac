package dev.livereload;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Outcome;
import dev.livereload.stream.EventJson;
import dev.livereload.stream.EventLog;
import dev.livereload.stream.OutcomeJson;

/** Words what happened for programs, one line of JSON each, as the protocol has it. Pure. */
public final class JsonLines {

  private JsonLines() {}

  /** Returns the line for an event. */
  public static String event(EventId id, LiveEvent event) {
    return EventJson.line(new EventLog.Entry(id, event));
  }

  /** Returns the line for what an event did. */
  public static String outcome(Outcome outcome) {
    return OutcomeJson.line(outcome);
  }
}
