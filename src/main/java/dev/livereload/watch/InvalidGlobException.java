package dev.livereload.watch;

import dev.livereload.event.Notice;

/** A glob that cannot be used. A mistake of the user's, so it carries what to tell them. */
public final class InvalidGlobException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient Notice notice;

  InvalidGlobException(String what, String cure) {
    super(what + " " + cure);
    this.notice = new Notice(what, cure);
  }

  /** Returns what is wrong and how to write it instead. */
  public Notice notice() {
    return notice;
  }
}
