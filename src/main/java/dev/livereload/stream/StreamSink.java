package dev.livereload.stream;

import java.io.IOException;

/**
 * The way to one reader, lent by the transport. Shaped for a servlet {@code WriteListener}, whose
 * writes never block.
 *
 * <p>All methods are called by one thread at a time, though not always the same, and none before
 * the transport has first called {@link Subscription#writable()}.
 */
public interface StreamSink {

  /**
   * Sends on what is still buffered, and tells whether more may be written. Asked before each write
   * and once after the last. After {@code false} the transport calls {@link
   * Subscription#writable()} as soon as this would be {@code true}.
   *
   * @throws IOException if the reader is gone
   */
  boolean ready() throws IOException;

  /**
   * Takes all of {@code bytes}, without waiting until they are sent. Called only after {@link
   * #ready()} said {@code true}, once each time.
   *
   * @param bytes shared with other readers: not to be changed
   * @throws IOException if the reader is gone
   */
  void write(byte[] bytes) throws IOException;

  /**
   * Ends the stream now, and for a reader that does not read, without waiting for what is underway.
   * Called exactly once, however the stream came to its end, and last. The only method that may be
   * called before the first {@link Subscription#writable()}.
   */
  void close();
}
