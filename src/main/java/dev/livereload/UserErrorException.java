package dev.livereload;

import dev.livereload.event.Notice;
import java.io.IOException;

/**
 * Something that only the user can put right. Its kinds tell the cause; the notice says the cure.
 */
public abstract class UserErrorException extends IOException {

  private static final long serialVersionUID = 1;

  private final transient Notice notice;

  /** Makes an error with the notice that is shown to the user. */
  protected UserErrorException(Notice notice) {
    super(notice.toString());
    this.notice = notice;
  }

  /** Returns what happened and what to do about it. */
  public Notice notice() {
    return notice;
  }
}
