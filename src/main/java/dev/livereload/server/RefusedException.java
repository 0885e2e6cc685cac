package dev.livereload.server;

/** A request is answered with a status and one sentence, and with nothing else. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String sentence;

  RefusedException(int status, String sentence) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
  }

  int status() {
    return status;
  }

  String sentence() {
    return sentence;
  }
}
