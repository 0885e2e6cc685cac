package dev.livereload.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A reader that keeps what it gets, can be told to stop reading, and notes each broken promise. */
final class RecordingSink implements StreamSink {

  private static final long DEADLINE_SECONDS = 10;
  private static final String END = "\n\n";

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean ready = true;
  private volatile boolean dead;

  // Touched by the hub's calls alone, which come one at a time.
  private boolean asked;
  private int looks;
  private Runnable whenAsked = () -> {};
  private boolean closed;

  /** Makes the reader read no more, or go on. */
  void reads(boolean reads) {
    ready = reads;
  }

  /** Returns how often it was asked whether it is ready. */
  int looks() {
    return looks;
  }

  /** Does something, once, while the sink is asked whether it is ready. */
  void whenAsked(Runnable action) {
    whenAsked = action;
  }

  /** Makes each further write fail. */
  void dies() {
    dead = true;
  }

  /** Waits for the next frame. */
  String take() {
    String frame = within(() -> frames.poll(DEADLINE_SECONDS, TimeUnit.SECONDS));
    assertNotNull(frame, () -> "No frame; broken: " + broken);
    return frame;
  }

  void awaitClosed() {
    assertTrue(within(() -> end.await(DEADLINE_SECONDS, TimeUnit.SECONDS)), "Not closed");
  }

  /** Fails unless all frames were taken and every promise was kept. */
  void assertExhausted() {
    assertEquals(List.of(), List.copyOf(frames));
    assertEquals(List.of(), broken);
  }

  void assertOpen() {
    assertEquals(1, end.getCount());
  }

  void assertClosed() {
    assertEquals(0, end.getCount());
  }

  @Override
  public boolean ready() {
    enter("ready");
    looks++;
    asked = true;
    boolean answer = ready;
    Runnable action = whenAsked;
    whenAsked = () -> {};
    action.run();
    inside.decrementAndGet();
    return answer;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    enter("write");
    try {
      if (dead) {
        throw new IOException("broken pipe");
      }
      if (!asked) {
        broken.add("written to without asking");
      }
      asked = false;
      receive(new String(bytes, UTF_8));
    } finally {
      inside.decrementAndGet();
    }
  }

  @Override
  public void close() {
    enter("close");
    closed = true;
    inside.decrementAndGet();
    end.countDown();
  }

  private void receive(String text) {
    if (!text.endsWith(END)) {
      broken.add("not whole frames: " + text);
    }
    for (String frame : List.of(text.split(END, -1))) {
      if (!frame.isEmpty()) {
        frames.add(frame);
      }
    }
  }

  private void enter(String call) {
    if (inside.incrementAndGet() != 1) {
      broken.add(call + " while another call runs");
    }
    if (closed) {
      broken.add(call + " after the end");
    }
  }

  private interface Waiting<T> {
    T await() throws InterruptedException;
  }

  private static <T> T within(Waiting<T> waiting) {
    try {
      return waiting.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
