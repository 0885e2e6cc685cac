package dev.livereload.maven;

import dev.livereload.Lines;
import dev.livereload.LiveReloadListener;
import dev.livereload.event.ChangeBatch;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import org.apache.maven.plugin.logging.Log;

/** Says in Maven's log what happens. */
final class MavenLog implements LiveReloadListener {

  private final Log log;

  MavenLog(Log log) {
    this.log = log;
  }

  @Override
  public void announced(LiveEvent event, ChangeBatch batch, int tabs) {
    log.info(Lines.announced(event, tabs));
  }

  @Override
  public void noticed(Notice notice) {
    log.warn(Lines.printable(notice.toString()));
  }
}
