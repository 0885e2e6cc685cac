package dev.livereload.servlet;

import dev.livereload.page.TaggedPage;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that may be a page. Holds back as much as a container would before it sends
 * the header, so that an application can still change its mind; from then on each piece goes out as
 * it comes. Not thread-safe.
 *
 * <p>Each call writes to the container at most once, and asks before it flushes what it wrote, as
 * an application that does not block demands.
 */
final class PageBody extends ServletOutputStream {

  /** What is known of the answer when its header goes out. */
  interface Answer {

    /**
     * Sends the header on its way.
     *
     * @param whole the length of the body in bytes, -1 where more may come
     * @return the page, if it is one
     */
    @Nullable TaggedPage begin(long whole);

    /** Promises the length of a page. */
    void promise(long length);

    /** The way to the container. */
    ServletOutputStream out() throws IOException;
  }

  private final Answer answer;
  private final int room;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean begun;
  private boolean ended;
  private boolean dropping;
  private boolean promised;
  private boolean listened;
  private @Nullable TaggedPage page;

  /**
   * @param room bytes that are held back before the header goes out
   */
  PageBody(Answer answer, int room) {
    this.answer = answer;
    this.room = room;
  }

  /** Whether the header is on its way, so that it cannot be changed any more. */
  boolean begun() {
    return begun;
  }

  /** Whether nothing was written so far. */
  boolean isEmpty() {
    return !begun && held.size() == 0;
  }

  /** Forgets what is held back. */
  void drop() {
    held.reset();
  }

  /** While on, what is written is forgotten: a writer hands over what it has not yet encoded. */
  void dropping(boolean on) {
    dropping = on;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (ended || dropping) {
      return;
    }
    if (begun && page == null) {
      answer.out().write(bytes, offset, length);
      return;
    }
    held.write(bytes, offset, length);
    if (begun || held.size() > room) {
      begin(-1);
      send(take());
    }
  }

  @Override
  public void flush() throws IOException {
    if (ended || dropping) {
      return;
    }
    begin(-1);
    send(take());
    ServletOutputStream out = answer.out();
    // What is not ready is on its way.
    if (!listened || out.isReady()) {
      out.flush();
    }
  }

  /** Sends what there is left, and takes nothing more. */
  void finish() throws IOException {
    if (ended) {
      return;
    }
    byte[] last = take();
    begin(last.length);
    ended = true;
    if (page == null) {
      send(last);
      return;
    }
    byte[] ready = page.write(last);
    byte[] rest = page.finish();
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(ready);
    both.writeBytes(rest);
    write(page, both.toByteArray());
  }

  /** Takes nothing more, and sends nothing more. */
  void end() {
    drop();
    ended = true;
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      finish();
      answer.out().close();
    }
  }

  /** Returns the page, once its header is on its way; null where it is none. */
  @Nullable TaggedPage page() {
    return page;
  }

  @Override
  public boolean isReady() {
    try {
      return answer.out().isReady();
    } catch (IOException e) {
      // The next write says so.
      return true;
    }
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    listened = true;
    try {
      answer.out().setWriteListener(listener);
    } catch (IOException e) {
      listener.onError(e);
    }
  }

  private void begin(long whole) {
    if (!begun) {
      begun = true;
      page = answer.begin(whole);
    }
  }

  private byte[] take() {
    byte[] bytes = held.toByteArray();
    held.reset();
    return bytes;
  }

  private void send(byte[] bytes) throws IOException {
    TaggedPage known = page;
    if (known == null) {
      if (bytes.length > 0) {
        answer.out().write(bytes);
      }
    } else {
      write(known, known.write(bytes));
    }
  }

  private void write(TaggedPage known, byte[] ready) throws IOException {
    if (!promised && known.length() >= 0) {
      promised = true;
      answer.promise(known.length());
    }
    if (ready.length > 0) {
      answer.out().write(ready);
    }
  }
}
