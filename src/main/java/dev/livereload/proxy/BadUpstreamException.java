package dev.livereload.proxy;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** The server to proxy is not named by an address that can be proxied. */
public final class BadUpstreamException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadUpstreamException(String what, String cure) {
    super(new Notice(what, cure));
  }
}
