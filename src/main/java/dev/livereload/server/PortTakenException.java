package dev.livereload.server;

import dev.livereload.UserErrorException;
import dev.livereload.event.Notice;

/** The port is in use by somebody else. */
public final class PortTakenException extends UserErrorException {

  private static final long serialVersionUID = 1;

  private final int port;

  PortTakenException(int port) {
    super(
        new Notice(
            "Port " + port + " is in use.",
            "Stop the other server, or choose another port; 0 takes any free one."));
    this.port = port;
  }

  /** Returns the port that was asked for. */
  public int port() {
    return port;
  }
}
