package dev.livereload.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPathTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/a.css, b.png, /b.png",
        "/css/a.css, b.png, /css/b.png",
        "/css/, b.png, /css/b.png",
        "/css/a.css, ./b.png, /css/b.png",
        "/css/a.css, ../b.png, /b.png",
        "/css/a.css, ../../../b.png, /b.png",
        "/css/a.css, x/../b.png, /css/b.png",
        "/css/a.css, %2e%2E/b.png, /b.png",
        "/css/a.css, .%2e/b.png, /b.png",
        "/css/a.css, .., /",
        "/x/css/a.css, .., /x/",
        "/css/a.css, ., /css/",
        "/css/a.css, /b.png, /b.png",
        "/css/a.css, /, /",
        "/css/a.css, /img/, /img/",
        "/css/a.css, b.png?x=/../y, /css/b.png",
        "/css/a.css, b.svg#icon, /css/b.svg",
        "/css/a.css, b.svg?#/x, /css/b.svg",
        "/css/a.css, b c.png, /css/b%20c.png",
        "/css/a.css, b%20c.png, /css/b%20c.png",
        "/css/a.css, ü.png, /css/%C3%BC.png",
        "/css/a.css, %c3%bc.png, /css/%C3%BC.png",
        "/css/a.css, 💓.png, /css/%F0%9F%92%93.png",
        "/css/a.css, %62.png, /css/b.png",
        "/css/a.css, a%2fb.png, /css/a%2Fb.png",
        "/css/a.css, a%25b.png, /css/a%25b.png",
        "/css/a.css, a+b.png, /css/a+b.png",
        "/css/a.css, %E9.png, /css/%E9.png",
        "/css/a.css, img\\b.png, /css/img/b.png",
        "/css/a.css, ./x:b.png, /css/x:b.png",
        "/css/a.css, b//c.png, /css/b//c.png",
        "/css/a.css, `  b.png\t`, /css/b.png",
        "/css/a.css, `b\n.p\rng`, /css/b.png",
      })
  void referencesResolveAsInBrowsers(String base, String reference, String path) {
    assertEquals(Optional.of(new UrlPath(path)), new UrlPath(base).resolve(reference));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "#icon",
        "?x",
        "data:image/png;base64,AA==",
        "http://other.test/b.png",
        "HTTPS:b.png",
        "about:blank",
        "//other.test/b.png",
        "\\\\other.test\\b.png",
        "/\t/other.test/b.png",
        "/.//other.test/b.png",
        "/x/..//other.test/b.png",
        "..//other.test/b.png",
        "./..\\/other.test/b.png",
        "/.//",
        "b%.png",
        "b%zz.png",
        "b%2",
      })
  void whatIsNoPathOfThisOriginResolvesToNothing(String reference) {
    assertEquals(Optional.empty(), new UrlPath("/css/a.css").resolve(reference));
  }

  @Test
  void aReferenceEqualsThePathOfItsFile() {
    UrlPath ofFile = UrlPath.ROOT.resolve(Path.of("ü b", "c+(1)~'!.png"));

    assertEquals(
        Optional.of(ofFile), new UrlPath("/x/a.css").resolve("../%c3%bc b/%63+%281%29%7e'!.png"));
  }
}
