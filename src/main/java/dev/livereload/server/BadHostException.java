package dev.livereload.server;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** The host that was to be bound is not one of ours, or not one to bind. */
public final class BadHostException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadHostException(String what, String cure) {
    super(new Notice(what, cure));
  }
}
