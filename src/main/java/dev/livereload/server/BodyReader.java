package dev.livereload.server;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Takes one body piece by piece, whenever there is more of it: a slow sender holds no thread. */
final class BodyReader implements ReadListener {

  /** Time from the header of a request to the end of its body; after it the answer is 408. */
  static final Duration WITHIN = Duration.ofSeconds(5);

  private static final int PIECE = 4 * 1024;

  private final ServletInputStream in;
  private final int most;
  private final Semaphore room;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private boolean over;

  /**
   * @param most octets; a longer body is refused
   * @param room octets that all bodies together may still take; those of this one are given back
   *     when it is whole, or refused
   */
  BodyReader(HttpServletRequest request, int most, Semaphore room) throws IOException {
    this.in = request.getInputStream();
    this.most = most;
    this.room = room;
  }

  /**
   * Begins, for a request that is answered later. The future completes on any thread, with a {@link
   * RefusedException} where the body is too long, too slow or broken.
   */
  CompletableFuture<byte[]> start() {
    CompletableFuture<Boolean> deadline =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    var unused = deadline.thenRun(this::expire);
    in.setReadListener(this);
    return whole.whenComplete((body, refusal) -> deadline.cancel(false));
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] piece = new byte[PIECE];
    while (!whole.isDone() && in.isReady()) {
      int read = in.read(piece);
      if (read < 0) {
        return;
      }
      if (!hold(piece, read)) {
        refuse(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "There are too many reports at a time.");
      } else if (taken.size() > most) {
        String sentence = "The body has more than " + most + " bytes.";
        refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, sentence);
      }
    }
  }

  @Override
  public void onAllDataRead() {
    byte[] body = taken.toByteArray();
    giveBack();
    whole.complete(body);
  }

  @Override
  public void onError(Throwable failure) {
    refuse(HttpServletResponse.SC_BAD_REQUEST, "The body of the request is broken.");
  }

  private void expire() {
    String sentence = "The body did not come within " + WITHIN.toSeconds() + " seconds.";
    refuse(HttpServletResponse.SC_REQUEST_TIMEOUT, sentence);
  }

  private void refuse(int status, String sentence) {
    giveBack();
    whole.completeExceptionally(new RefusedException(status, sentence));
  }

  // The deadline may come on another thread between any two pieces.
  private synchronized boolean hold(byte[] piece, int length) {
    if (over || !room.tryAcquire(length)) {
      return false;
    }
    taken.write(piece, 0, length);
    return true;
  }

  private synchronized void giveBack() {
    if (!over) {
      over = true;
      room.release(taken.size());
    }
  }
}
