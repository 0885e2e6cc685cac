package dev.livereload.servlet;

import dev.livereload.page.TaggedPage;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A navigation as the application sees it: asks for the page as it is and whole, and ends the
 * answer with it where that goes on after the thread has left. Not thread-safe.
 */
final class PageRequest extends HttpServletRequestWrapper {

  private static final String ENCODING = "Accept-Encoding";

  private final PageResponse page;
  private @Nullable AsyncContext async;

  PageRequest(HttpServletRequest request, PageResponse page) {
    super(request);
    this.page = page;
  }

  private static boolean isHidden(String name) {
    return TaggedPage.CONDITIONS.stream().anyMatch(name::equalsIgnoreCase);
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (name.equalsIgnoreCase(ENCODING)) {
      return "identity";
    }
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (name.equalsIgnoreCase(ENCODING)) {
      return Collections.enumeration(List.of("identity"));
    }
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream().filter(name -> !isHidden(name)).toList());
  }

  @Override
  public long getDateHeader(String name) {
    return isHidden(name) ? -1 : super.getDateHeader(name);
  }

  // The container's own would hand out the answer below this one.
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, page);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    async = new PageAsync(super.startAsync(request, response), page);
    return async;
  }

  @Override
  public AsyncContext getAsyncContext() {
    return async == null ? super.getAsyncContext() : async;
  }
}
