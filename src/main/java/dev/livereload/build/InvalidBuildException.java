package dev.livereload.build;

import dev.livereload.event.Notice;

/** A build is wanted for a glob that is none, or by a command that is empty. */
public final class InvalidBuildException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient Notice notice;

  InvalidBuildException(String what, String cure) {
    super(what);
    this.notice = new Notice(what, cure);
  }

  /** Returns what is wrong and what to do about it. */
  public Notice notice() {
    return notice;
  }
}
