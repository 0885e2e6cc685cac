package dev.livereload.maven;

import dev.livereload.Lines;
import dev.livereload.LiveReloadListener;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import org.apache.maven.plugin.logging.Log;

/** Says in Maven's log what happens. */
final class MavenLog implements LiveReloadListener {

  private final Log log;

  MavenLog(Log log) {
    this.log = log;
  }

  @Override
  public void shown(Outcome outcome) {
    log.info(Lines.outcome(outcome));
  }

  @Override
  public void noticed(Notice notice) {
    log.warn(Lines.printable(notice.toString()));
  }
}
