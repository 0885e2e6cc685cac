package dev.livereload.server;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Writes one body piece by piece, whenever its reader can take more. */
final class BodyWriter implements WriteListener {

  /** Octets read at a time: the memory that one slow reader holds. */
  static final int PIECE = 64 * 1024;

  private final ServletOutputStream out;
  private final Later.Body body;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Runnable over;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

  /**
   * @param over called once, when nothing is kept any more
   */
  BodyWriter(ServletOutputStream out, Later.Body body, Runnable over) {
    this.out = out;
    this.body = body;
    this.over = over;
  }

  /** Begins; the future completes when all is written, or cannot be. */
  CompletableFuture<Void> start() {
    out.setWriteListener(this);
    return ended.whenComplete((sent, failure) -> over.run());
  }

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      int read = body.read(piece.clear());
      if (read < 0) {
        body.close();
        ended.complete(null);
        return;
      }
      out.write(piece.array(), 0, read);
    }
  }

  @Override
  public void onError(Throwable failure) {
    try {
      body.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    ended.completeExceptionally(failure);
  }
}
