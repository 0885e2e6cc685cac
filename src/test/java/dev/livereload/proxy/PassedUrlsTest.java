package dev.livereload.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.UrlPath;
import dev.livereload.proxy.PassedUrls.Match;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PassedUrlsTest {

  private final PassedUrls passed = new PassedUrls();

  @BeforeEach
  void pass() {
    passed.passed(new UrlPath("/css/a.css"), "http://localhost/");
    passed.passed(new UrlPath("/app/css/b.css"), "http://localhost/page.html?x.css");
    passed.passed(new UrlPath("/css/in/part.css"), "http://localhost/css/a.css?livereload=1-2");
    passed.passed(new UrlPath("/logo.png"), "");
    passed.passed(new UrlPath("/en/app.js"), "");
    passed.passed(new UrlPath("/de/app.js"), "");
  }

  @ParameterizedTest
  @CsvSource({
    "/p/static/css/a.css, /css/a.css, true, false",
    "/p/static/css/b.css, /app/css/b.css, true, false",
    "/p/styles/a.css, /css/a.css, false, false",
    "/p/css/in/part.css, /css/in/part.css, true, true",
    "/p/img/logo.png, /logo.png, true, false",
    "/p/js/app.js, /de/app.js /en/app.js, false, false",
    "/p/en/app.js, /en/app.js, true, false",
    "/p/css/c.css, '', false, false",
    "/p/xa.css, '', false, false"
  })
  void findsTheUrlsThatAFileIsServedAt(String file, String urls, boolean certain, boolean nested) {
    List<UrlPath> expected =
        Arrays.stream(urls.split(" ", -1)).filter(url -> !url.isEmpty()).map(UrlPath::new).toList();
    assertEquals(new Match(expected, certain, nested), passed.of(Path.of(file)));
  }

  @Test
  void forgetsWhatNobodyAsksForAnyMore() {
    for (int i = 0; i < PassedUrls.MAX; i++) {
      passed.passed(new UrlPath("/x/" + i + ".png"), "");
    }
    assertEquals(List.of(), passed.of(Path.of("/p/css/a.css")).urls());
  }
}
