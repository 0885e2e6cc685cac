package dev.livereload.page;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The grammar that a browser reads a document by. Its media type alone decides that: a document
 * that begins with an XML declaration but is served as {@code text/html} is HTML.
 */
public enum Markup {
  HTML,
  /** Well-formed XML: case counts, and nothing may stand before the root element. */
  XHTML;

  /**
   * Returns the markup of a response, or nothing where it is no page: SVG, plain text, an unknown
   * type.
   *
   * @param contentType the value of {@code Content-Type}, with or without parameters
   */
  public static Optional<Markup> of(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    int parameters = contentType.indexOf(';');
    String mediaType = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return switch (mediaType.strip().toLowerCase(Locale.ROOT)) {
      case "text/html" -> Optional.of(HTML);
      case "application/xhtml+xml" -> Optional.of(XHTML);
      default -> Optional.empty();
    };
  }
}
