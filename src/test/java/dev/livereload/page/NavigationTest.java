package dev.livereload.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NavigationTest {

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "Sec-Fetch-Dest: document, true",
    "Sec-Fetch-Dest: iframe, true",
    "Sec-Fetch-Dest: frame, true",
    "Sec-Fetch-Dest: embed, true",
    "Sec-Fetch-Dest: object, true",
    "Sec-Fetch-Dest: empty, false",
    "Sec-Fetch-Dest: image, false",
    "Sec-Fetch-Dest: '', false",
    "HX-Request: true, false",
    "X-Requested-With: XMLHttpRequest, false",
    "Turbo-Frame: list, false",
    "Datastar-Request: true, false",
    "Sec-Fetch-Dest: document | HX-Request: true, false",
    "Accept: text/html, true",
    "X-LiveReload: document, true",
    "X-LiveReload: document | Sec-Fetch-Dest: empty | Sec-Fetch-Site: same-origin, true",
    "X-LiveReload: document | Sec-Fetch-Dest: empty | X-Requested-With: XMLHttpRequest, true",
    "X-LiveReload: document | Sec-Fetch-Dest: empty | Sec-Fetch-Site: same-site, false",
    "X-LiveReload: document | Sec-Fetch-Dest: empty | Sec-Fetch-Site: cross-site, false",
    "X-LiveReload: document | Sec-Fetch-Dest: document | Sec-Fetch-Site: cross-site, true",
    "X-LiveReload: other | Sec-Fetch-Dest: empty, false",
    "Sec-Fetch-Dest: empty | Sec-Fetch-Site: same-origin, false",
  })
  void headersTell(String headers, boolean document) {
    Map<String, String> request = new HashMap<>();
    for (String header : headers.split(" \\| ", -1)) {
      String[] nameAndValue = header.split(": ?", 2);
      request.put(nameAndValue[0], nameAndValue[nameAndValue.length - 1]);
    }

    assertEquals(document, Navigation.wantsDocument(request::get));
  }
}
