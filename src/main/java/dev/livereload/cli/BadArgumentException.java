package dev.livereload.cli;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** The value of an option is none that it takes. */
final class BadArgumentException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadArgumentException(String what) {
    super(new Notice(what, UsageErrors.SEE_HELP));
  }
}
