package dev.livereload;

import dev.livereload.event.Notice;

/** A rule of what to ignore is no glob, or would ignore nothing or everything. */
public final class BadGlobException extends UserErrorException {

  private static final long serialVersionUID = 1;

  BadGlobException(Notice notice) {
    super(notice);
  }
}
