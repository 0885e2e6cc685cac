package dev.livereload;

import dev.livereload.event.Notice;

/** A build is wanted that cannot be: its glob is none, or it has no command. */
public final class BadBuildException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadBuildException(Notice notice) {
    super(notice);
  }
}
