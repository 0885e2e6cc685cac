package dev.livereload.stream;

/** Who is told what happens, until it is over. Thread-safe; no method waits. */
interface Reader {

  /** Takes an event, if the reader has not had it among what it was told at its beginning. */
  void offer(Broadcast broadcast);

  /** Whether it is a page of another origin. */
  boolean isElsewhere();

  /** Called each time the heart beats. */
  void beat();

  /** Ends it. */
  void gone();
}
