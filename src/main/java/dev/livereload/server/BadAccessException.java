package dev.livereload.server;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** Who is to be let in, or what is to be said on each answer, is not written as HTTP has it. */
public final class BadAccessException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadAccessException(Notice notice) {
    super(notice);
  }
}
