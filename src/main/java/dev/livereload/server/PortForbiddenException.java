package dev.livereload.server;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** The system keeps the port for its own servers. */
public final class PortForbiddenException extends UserErrorException {

  private static final long serialVersionUID = 1;

  PortForbiddenException(int port) {
    super(
        new Notice(
            "Port " + port + " is one that only the system's own programs may open.",
            "Choose one from 1024 on, such as --port 8080."));
  }
}
