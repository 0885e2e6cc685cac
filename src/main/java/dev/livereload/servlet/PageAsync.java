package dev.livereload.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Ends a page before the container ends its answer. */
final class PageAsync implements AsyncContext {

  private final AsyncContext of;
  private final PageResponse page;

  PageAsync(AsyncContext of, PageResponse page) {
    this.of = of;
    this.page = page;
  }

  @Override
  public void complete() {
    try {
      page.finish();
    } catch (IOException e) {
      // Who asked has left; the container finds that out, too.
      throw new UncheckedIOException(e);
    } finally {
      of.complete();
    }
  }

  @Override
  public ServletRequest getRequest() {
    return of.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return of.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return of.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    of.dispatch();
  }

  @Override
  public void dispatch(String path) {
    of.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    of.dispatch(context, path);
  }

  @Override
  public void start(Runnable task) {
    of.start(task);
  }

  @Override
  public void addListener(AsyncListener listener) {
    of.addListener(listener);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    of.addListener(listener, request, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return of.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    of.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return of.getTimeout();
  }
}
