package dev.livereload.proxy;

import dev.livereload.event.UrlPath;
import dev.livereload.page.ScriptTag;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.ZipException;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sends on one answer of the server behind, as it comes: the next piece is asked for when the last
 * one has gone out, so that a slow reader slows the server down and fills no memory.
 */
final class Answer implements org.eclipse.jetty.client.Response.Listener {

  /** Answers where nothing, or not all, came from the server. */
  interface Failed {
    void answer(Request request, Response response, Callback callback, Throwable failure);
  }

  private final Upstream upstream;
  private final PageSource pages;
  private final PassedUrls passed;
  private final Failed failed;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Callback.Completable written = new Callback.Completable();
  private final Optional<ScriptTag> tag;
  private final String origin;
  private @Nullable PageRewriter rewriter;

  /**
   * @param tag goes into the answer if it is a page
   * @param callback completed when all has gone out, or failed
   */
  Answer(
      Upstream upstream,
      PageSource pages,
      PassedUrls passed,
      Failed failed,
      Request request,
      Response response,
      Callback callback,
      Optional<ScriptTag> tag) {
    this.upstream = upstream;
    this.pages = pages;
    this.passed = passed;
    this.failed = failed;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.tag = tag;
    this.origin = ReverseProxy.asked(request).origin();
  }

  @Override
  public void onHeaders(org.eclipse.jetty.client.Response fromServer) {
    HttpFields from = fromServer.getHeaders();
    response.setStatus(fromServer.getStatus());
    HttpFields.Mutable header = response.getHeaders();
    Forwarding.response(from, header, upstream, origin);
    if (fromServer.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
      WebSocketTunnel.agree(header);
      return;
    }
    boolean used = fromServer.getStatus() < HttpStatus.BAD_REQUEST_400;
    if (used && request.getMethod().equals("GET")) {
      Forwarding.alwaysAsked(header);
      if (tag.isEmpty()) {
        remember();
      }
    }
    rewriter =
        tag.flatMap(
                own ->
                    PageRewriter.of(pages, own, URI.create(origin), fromServer.getStatus(), header))
            .orElse(null);
    if (from.contains(HttpHeader.TRAILER)) {
      from.getFields(HttpHeader.TRAILER).forEach(header::add);
      response.setTrailersSupplier(fromServer::getTrailers);
    }
  }

  private void remember() {
    String asker = request.getHeaders().get(HttpHeader.REFERER);
    UrlPath.ROOT
        .resolve(request.getHttpURI().getPath())
        .ifPresent(url -> passed.passed(url, asker == null ? "" : asker));
  }

  @Override
  public void onContent(
      org.eclipse.jetty.client.Response fromServer, Content.Chunk chunk, Runnable demander) {
    PageRewriter page = rewriter;
    if (page == null) {
      chunk.retain();
      send(chunk.getByteBuffer(), fromServer, demander, chunk::release);
      return;
    }
    try {
      byte[] ready = page.rewrite(chunk.getByteBuffer());
      if (ready.length == 0) {
        demander.run();
      } else {
        promiseLength(page);
        send(ByteBuffer.wrap(ready), fromServer, demander, () -> {});
      }
    } catch (ZipException e) {
      var unused = fromServer.abort(e);
    }
  }

  private void send(
      ByteBuffer piece,
      org.eclipse.jetty.client.Response fromServer,
      Runnable demander,
      Runnable release) {
    response.write(
        false,
        piece,
        new Callback() {
          @Override
          public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
          }

          @Override
          public void succeeded() {
            release.run();
            demander.run();
          }

          @Override
          public void failed(Throwable failure) {
            release.run();
            // Who asked has left.
            var unused = fromServer.abort(failure);
          }
        });
  }

  @Override
  public void onSuccess(org.eclipse.jetty.client.Response fromServer) {
    if (fromServer.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
      return;
    }
    if (request.getMethod().equals("HEAD")) {
      endWithoutBody();
      return;
    }
    byte[] rest = {};
    PageRewriter page = rewriter;
    if (page != null) {
      rest = page.finish();
      promiseLength(page);
      page.blockedBy()
          .ifPresent(directive -> pages.blocked(request.getHttpURI().getPath(), directive));
    }
    response.write(true, ByteBuffer.wrap(rest), written);
  }

  // As the last bytes of an answer, none would make a length of 0 of a length that is unknown.
  private void endWithoutBody() {
    response.write(
        false,
        BufferUtil.EMPTY_BUFFER,
        Callback.from(
            () -> response.write(true, BufferUtil.EMPTY_BUFFER, written), written::failed));
  }

  private void promiseLength(PageRewriter page) {
    if (!response.isCommitted() && page.length() >= 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.length());
    }
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      if (rewriter != null) {
        rewriter.close();
      }
      failed.answer(request, response, callback, result.getFailure());
    } else if (result.getResponse().getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
      WebSocketTunnel.open(result, request, callback);
    } else {
      var unused =
          written.whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  callback.succeeded();
                } else {
                  callback.failed(failure);
                }
              });
    }
  }
}
