package dev.livereload.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose {@link HeldHeaders} are held back until its header goes out: an application sees
 * them as if they were set. Not thread-safe.
 */
abstract class HoldingResponse extends HttpServletResponseWrapper {

  static final String TYPE = "Content-Type";

  // RFC 9110, section 5.6.7.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final HeldHeaders held = new HeldHeaders();

  HoldingResponse(HttpServletResponse response) {
    super(response);
  }

  /** Whether the header has not gone out yet. */
  abstract boolean isHolding();

  /** Returns what is held back. */
  final HeldHeaders held() {
    return held;
  }

  /** Promises the length of the body. */
  public final void promise(long length) {
    super.setContentLengthLong(length);
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    setHeader(HeldHeaders.LENGTH, Long.toString(length));
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (name.equalsIgnoreCase(TYPE)) {
      setContentType(value);
    } else if (isHeld(name)) {
      held.set(name, value);
    } else {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (name.equalsIgnoreCase(TYPE)) {
      setContentType(value);
    } else if (isHeld(name)) {
      held.add(name, value);
    } else {
      super.addHeader(name, value);
    }
  }

  private boolean isHeld(String name) {
    return isHolding() && HeldHeaders.holds(name);
  }

  @Override
  public void setDateHeader(String name, long millis) {
    setHeader(name, DATE.format(Instant.ofEpochMilli(millis)));
  }

  @Override
  public void addDateHeader(String name, long millis) {
    addHeader(name, DATE.format(Instant.ofEpochMilli(millis)));
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  @Override
  public boolean containsHeader(String name) {
    return held.contains(name) || super.containsHeader(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return held.values(name).stream().findFirst().orElseGet(() -> super.getHeader(name));
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return held.contains(name) ? held.values(name) : super.getHeaders(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    Set<String> names = new LinkedHashSet<>(super.getHeaderNames());
    names.addAll(held.names());
    return names;
  }
}
