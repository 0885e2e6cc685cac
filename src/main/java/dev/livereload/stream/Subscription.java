package dev.livereload.stream;

/** What a transport holds of its reader's place in the hub. Thread-safe; never blocks. */
public interface Subscription {

  /** Says that the sink can take bytes: once at the start, then after each time it could not. */
  void writable();

  /** Says that the reader went away. The sink is closed soon after. May be called repeatedly. */
  void gone();
}
