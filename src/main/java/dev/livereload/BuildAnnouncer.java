package dev.livereload;

import dev.livereload.build.BuildRunner;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Turns runs of commands into events. On the thread of the engine alone. */
final class BuildAnnouncer implements BuildRunner.Listener {

  private final Consumer<LiveEvent> events;
  private final String run;
  private final LiveReloadListener listener;

  /**
   * @param run which run of the server this is, see {@link dev.livereload.event.EventId#run}
   */
  BuildAnnouncer(Consumer<LiveEvent> events, String run, LiveReloadListener listener) {
    this.events = events;
    this.run = run;
    this.listener = listener;
  }

  @Override
  public void begun(String name, List<String> files) {
    events.accept(new LiveEvent.Building(name, files));
  }

  @Override
  public void ended(String name, Duration time, List<Problem> problems) {
    events.accept(new LiveEvent.Built(name, time, run, problems));
  }

  @Override
  public void printed(String name, String line) {
    listener.printed(name, line);
  }

  @Override
  public void noticed(Notice notice) {
    listener.noticed(notice);
  }
}
