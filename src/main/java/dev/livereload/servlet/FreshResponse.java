package dev.livereload.servlet;

import dev.livereload.page.Freshness;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to what a page asks for: has the browser ask again whether its copy is still right,
 * which it would not for as long as a tenth of a file's age. Not thread-safe.
 */
final class FreshResponse extends HttpServletResponseWrapper {

  private static final String CACHE = "Cache-Control";
  private static final String EXPIRES = "Expires";

  FreshResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ask();
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    ask();
    return super.getWriter();
  }

  private void ask() {
    if (!containsHeader(CACHE)) {
      super.setHeader(CACHE, Freshness.ASK);
    }
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!name.equalsIgnoreCase(EXPIRES)) {
      super.setHeader(name, value == null ? null : right(name, value));
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!name.equalsIgnoreCase(EXPIRES)) {
      super.addHeader(name, right(name, value));
    }
  }

  @Override
  public void setDateHeader(String name, long millis) {
    if (!name.equalsIgnoreCase(EXPIRES)) {
      super.setDateHeader(name, millis);
    }
  }

  @Override
  public void addDateHeader(String name, long millis) {
    if (!name.equalsIgnoreCase(EXPIRES)) {
      super.addDateHeader(name, millis);
    }
  }

  private static String right(String name, String value) {
    return !name.equalsIgnoreCase(CACHE) || Freshness.isKept(List.of(value))
        ? value
        : Freshness.ASK;
  }
}
