package dev.livereload;

import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Says in the log of the JDK what happens; bridges take it to the application's own. */
final class LogListener implements LiveReloadListener {

  private final Logger log = System.getLogger("dev.livereload");

  @Override
  public void shown(Outcome outcome) {
    log.log(Level.INFO, Lines.outcome(outcome));
  }

  @Override
  public void noticed(Notice notice) {
    log.log(Level.WARNING, Lines.printable(notice.toString()));
  }
}
