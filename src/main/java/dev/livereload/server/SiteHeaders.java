package dev.livereload.server;

import dev.livereload.event.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the user has every answer of the site say, such as a content security policy. Immutable. */
final class SiteHeaders {

  /** None. */
  static final SiteHeaders NONE = new SiteHeaders(List.of());

  // RFC 9110, section 5: a token, and visible characters with blanks between them.
  private static final Pattern WRITTEN =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)=\\s*([ -~]*?)\\s*");

  // What the server says about its own answers, and what is between it and the next one.
  private static final Set<String> OURS =
      Set.of(
          "accept-ranges",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cross-origin-resource-policy",
          "date",
          "etag",
          "keep-alive",
          "last-modified",
          "location",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "x-content-type-options");

  private record Header(String name, String value) {}

  private final List<Header> headers;

  private SiteHeaders(List<Header> headers) {
    this.headers = headers;
  }

  /**
   * Reads {@code NAME=VALUE}, each time.
   *
   * @throws BadAccessException if one is no header, or one that the server has to set itself
   */
  static SiteHeaders parse(List<String> texts) throws BadAccessException {
    List<Header> headers = new ArrayList<>();
    for (String text : texts) {
      Matcher written = WRITTEN.matcher(text);
      if (!written.matches()) {
        throw new BadAccessException(
            new Notice(
                "The header \"" + text + "\" is none.",
                "Write it as --header NAME=VALUE, in plain ASCII on one line."));
      }
      String name = written.group(1).toLowerCase(Locale.ROOT);
      if (OURS.contains(name) || name.startsWith("access-control-")) {
        throw new BadAccessException(
            new Notice(
                "The header " + written.group(1) + " is the server's own to set.",
                name.startsWith("access")
                    ? "Let pages of another origin in with --allow-origin."
                    : "Leave it out."));
      }
      headers.add(new Header(written.group(1), written.group(2)));
    }
    return new SiteHeaders(List.copyOf(headers));
  }

  /** Puts them on an answer; one that is named twice is there twice. */
  void put(HttpServletResponse response) {
    headers.forEach(header -> response.addHeader(header.name(), header.value()));
  }
}
