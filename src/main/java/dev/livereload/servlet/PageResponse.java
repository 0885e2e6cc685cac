package dev.livereload.servlet;

import dev.livereload.page.Freshness;
import dev.livereload.page.Markup;
import dev.livereload.page.ScriptTag;
import dev.livereload.page.TaggedPage;
import dev.livereload.server.Embedding;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a navigation: gets the tag if it turns out to be a page, and leaves as it came
 * where it does not. Decided when its header goes out. Not thread-safe.
 */
final class PageResponse extends HoldingResponse implements PageBody.Answer {

  private final Embedding live;
  private final HttpServletRequest request;
  private final ScriptTag tag;
  private final PageBody body;
  private @Nullable PrintWriter writer;
  private boolean streamed;

  PageResponse(
      Embedding live, HttpServletRequest request, HttpServletResponse response, ScriptTag tag) {
    super(response);
    this.live = live;
    this.request = request;
    this.tag = tag;
    this.body = new PageBody(this, response.getBufferSize());
  }

  /** Ends the answer of an application that has done its part. May be called again. */
  void finish() throws IOException {
    if (!body.begun() && super.isCommitted()) {
      // The container has made an answer of its own, such as a redirect.
      body.end();
      return;
    }
    if (writer != null) {
      writer.flush();
    }
    body.finish();
    TaggedPage page = body.page();
    if (page == null) {
      live.passed(request, getStatus());
    } else {
      page.blockedBy().ifPresent(directive -> live.blocked(request, directive));
      if (isHead() && page.length() < 0) {
        // Else the container would promise the nothing that it has got.
        super.flushBuffer();
      }
    }
  }

  @Override
  public @Nullable TaggedPage begin(long whole) {
    Optional<Markup> markup =
        held().contains("Content-Encoding")
            ? Optional.empty()
            : TaggedPage.markup(getStatus(), this::say);
    long said = held().length();
    held().set(HeldHeaders.LENGTH, null);
    if (markup.isEmpty()) {
      if (!isHead() && !Freshness.isKept(super.getHeaders("Cache-Control"))) {
        super.setHeader("Cache-Control", Freshness.ASK);
      }
      held().release(super::addHeader);
      if (said >= 0) {
        promise(said);
      }
      return null;
    }
    held().clear();
    if (!Freshness.isNoStore(super.getHeaders("Cache-Control"))) {
      super.setHeader("Cache-Control", Freshness.ASK);
    }
    long length = whole < 0 ? said : isHead() && whole == 0 ? -1 : whole;
    List<String> policies = List.copyOf(super.getHeaders("Content-Security-Policy"));
    return live.page(request, tag, markup.get(), policies, length);
  }

  private boolean isHead() {
    return request.getMethod().equals("HEAD");
  }

  private @Nullable String say(String name) {
    return name.equals(TYPE) ? getContentType() : super.getHeader(name);
  }

  @Override
  public ServletOutputStream out() throws IOException {
    return super.getOutputStream();
  }

  @Override
  public ServletOutputStream getOutputStream() {
    if (writer != null) {
      throw new IllegalStateException("The writer of this answer is in use.");
    }
    streamed = true;
    return body;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (streamed) {
      throw new IllegalStateException("The stream of this answer is in use.");
    }
    if (writer == null) {
      String charset = super.getCharacterEncoding();
      // From here on it is part of the type, as it is where the container makes the writer.
      super.setCharacterEncoding(charset);
      writer = new PrintWriter(new OutputStreamWriter(body, charset));
    }
    return writer;
  }

  @Override
  boolean isHolding() {
    return !body.begun();
  }

  @Override
  public boolean isCommitted() {
    return body.begun() || super.isCommitted();
  }

  @Override
  public void flushBuffer() throws IOException {
    if (writer != null) {
      writer.flush();
    } else {
      body.flush();
    }
    super.flushBuffer();
  }

  @Override
  public void resetBuffer() {
    drop();
    super.resetBuffer();
  }

  @Override
  public void reset() {
    drop();
    held().clear();
    writer = null;
    streamed = false;
    super.reset();
  }

  private void drop() {
    if (isCommitted()) {
      throw new IllegalStateException("The answer is on its way.");
    }
    if (writer != null) {
      body.dropping(true);
      writer.flush();
      body.dropping(false);
    }
    body.drop();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    abandon();
    super.sendError(status, message);
  }

  @Override
  public void sendError(int status) throws IOException {
    abandon();
    super.sendError(status);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    abandon();
    super.sendRedirect(location);
  }

  // What the container answers itself is none of what was written so far.
  private void abandon() {
    drop();
    held().clear();
    body.end();
  }

  @Override
  public void setCharacterEncoding(String charset) {
    if (writer == null) {
      super.setCharacterEncoding(charset);
    }
  }

  @Override
  public void setLocale(Locale locale) {
    if (writer == null) {
      super.setLocale(locale);
    }
  }

  // The charset of a writer that is in use stays.
  @Override
  public void setContentType(@Nullable String type) {
    if (writer == null || type == null) {
      super.setContentType(type);
    } else {
      super.setContentType(type.split(";", 2)[0] + ";charset=" + super.getCharacterEncoding());
    }
  }
}
