package dev.livereload.server;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** A certificate or a key that the user brings cannot be used. */
public final class BadCertificateException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadCertificateException(String what, String cure) {
    super(new Notice(what, cure));
  }
}
