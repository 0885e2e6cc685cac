package dev.livereload.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {

  @ParameterizedTest
  @CsvSource({
    "text/html, HTML",
    "text/html;charset=utf-8, HTML",
    "Text/HTML ; charset=x, HTML",
    "application/xhtml+xml, XHTML",
    "image/svg+xml,",
    "text/plain,",
    "application/xml,",
    "text/html-sandboxed,",
    "'',",
    ",",
  })
  void mediaTypeDecides(String contentType, Markup markup) {
    assertEquals(Optional.ofNullable(markup), Markup.of(contentType));
  }
}
