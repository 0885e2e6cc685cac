package dev.livereload.proxy;

import java.io.EOFException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Passes a body on, and breaks it off where it is not as long as its header has promised. Jetty
 * lets a request of HTTP/2 end without a body that it has named the length of; the server behind
 * would take the next request on its connection for that.
 */
final class WholeBody implements Request.Content {

  private final Request.Content body;
  private final boolean promised;
  private long left;

  /**
   * @param length as the header says, negative where it says none
   */
  WholeBody(Request.Content body, long length) {
    this.body = body;
    this.promised = length >= 0;
    this.left = length;
  }

  @Override
  public Content.@Nullable Chunk read() {
    Content.Chunk chunk = body.read();
    if (chunk == null || Content.Chunk.isFailure(chunk) || !promised) {
      return chunk;
    }
    left -= chunk.remaining();
    if (left < 0 || (chunk.isLast() && left > 0)) {
      chunk.release();
      EOFException failure = new EOFException("The body has another length than its header says.");
      body.fail(failure);
      return Content.Chunk.from(failure);
    }
    return chunk;
  }

  @Override
  public String getContentType() {
    return body.getContentType();
  }

  @Override
  public long getLength() {
    return body.getLength();
  }

  @Override
  public void demand(Runnable arrived) {
    body.demand(arrived);
  }

  @Override
  public void fail(Throwable failure) {
    body.fail(failure);
  }

  @Override
  public void fail(Throwable failure, boolean last) {
    body.fail(failure, last);
  }

  @Override
  public boolean rewind() {
    return body.rewind();
  }
}
