package dev.livereload.cli;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** The value of an option is none that it takes, or it means nothing here. */
final class BadArgumentException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadArgumentException(String what) {
    this(what, UsageErrors.SEE_HELP);
  }

  BadArgumentException(String what, String cure) {
    super(new Notice(what, cure));
  }
}
