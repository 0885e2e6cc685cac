package dev.livereload.server;

import dev.livereload.page.HtmlInjector;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A document that is too large to be held in memory, with the tag in it as it goes out. */
final class StreamedPage implements Later.Body {

  private static final int PIECE = 64 * 1024;

  private final SeekableByteChannel document;
  private final HtmlInjector injector;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
  private final long size;
  private long left;
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private boolean ended;

  /**
   * @param document from its beginning; closed with this
   */
  StreamedPage(SeekableByteChannel document, HtmlInjector injector) throws IOException {
    this.document = document.position(0);
    this.injector = injector;
    this.size = document.size();
    this.left = size;
  }

  /** Reads as far as the place of the tag, and returns how many octets the whole has with it. */
  long length() throws IOException {
    while (injector.added().isEmpty()) {
      advance();
    }
    return size + injector.added().getAsInt();
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    while (!ready.hasRemaining()) {
      if (ended) {
        return -1;
      }
      advance();
    }
    int count = Math.min(buffer.remaining(), ready.remaining());
    buffer.put(ready.slice(ready.position(), count));
    ready.position(ready.position() + count);
    return count;
  }

  // While the place is looked for, nothing goes out; so what is ready is never overwritten.
  private void advance() throws IOException {
    if (left == 0) {
      ready = ByteBuffer.wrap(injector.finish());
      ended = true;
      return;
    }
    int read = document.read(piece.clear().limit((int) Math.min(PIECE, left)));
    if (read < 0) {
      // The length is promised already: only a broken connection can say that it was not kept.
      throw new EOFException("The document shrank while it was sent.");
    }
    left -= read;
    ready = ByteBuffer.wrap(injector.feed(piece.array(), 0, read));
  }

  // Its own piece, what the injector made of it, and the writer's.
  @Override
  public int held() {
    return 3 * PIECE;
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
