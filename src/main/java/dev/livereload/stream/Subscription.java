package dev.livereload.stream;

/** What a transport holds of its reader's place in the hub. Thread-safe; never blocks. */
public interface Subscription {

  /** Says that the sink can take bytes: once at the start, then after each time it could not. */
  void writable();

  /**
   * Says that the reader may have gone: it sends no more, which one that still reads may do too. It
   * is sent a sign of life at once, so that the next write finds out.
   */
  void probe();

  /** Says that the reader went away. The sink is closed soon after. May be called repeatedly. */
  void gone();
}
