package dev.livereload.stream;

/** What was sent as a report is none. The message says what is wrong where, in one sentence. */
public final class BadReportException extends Exception {

  private static final long serialVersionUID = 1;

  BadReportException(String sentence) {
    super(sentence);
  }

  BadReportException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
