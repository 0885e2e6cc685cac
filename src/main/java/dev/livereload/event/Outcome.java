package dev.livereload.event;

import java.util.List;

/**
 * What became of an event in the pages that were open.
 *
 * @param id of the event
 * @param readers streams and polls that it was sent to, whoever reads them
 * @param elsewhere how many of them are of pages of another origin, which say nothing of themselves
 * @param shown what each tab said of it, in the order in which they did
 * @param late the paths of pages that have said nothing yet, one for each tab
 * @param left tabs whose page was left meanwhile
 */
public record Outcome(
    EventId id,
    LiveEvent event,
    int readers,
    int elsewhere,
    List<Shown> shown,
    List<String> late,
    int left) {

  public Outcome {
    shown = List.copyOf(shown);
    late = List.copyOf(late);
  }
}
