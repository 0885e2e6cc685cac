package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.livereload.event.UrlPath;
import dev.livereload.server.RequestPath.BadTargetException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "index.html",
        "?x",
        "http://localhost/",
        "localhost:80",
        "//",
        "///",
        "//etc/passwd",
        "//evil.test/x",
        "/a//b",
        "/a//",
        "/.",
        "/..",
        "/./",
        "/../",
        "/../s",
        "/a/..",
        "/a/.",
        "/a/./b",
        "/a/../b",
        "/%2e",
        "/%2e%2e/s",
        "/%2E%2E%2Fs",
        "/.%2e/s",
        "/..%2fs",
        "/sub/..%2f..%2fs",
        "/%2f",
        "/%2fetc/passwd",
        "/a%2Fb",
        "/..%5cs",
        "/a%5Cb",
        "/..\\s",
        "/a\\b",
        "/.env\\",
        "/%",
        "/%2",
        "/%zz",
        "/%2g",
        "/%g2",
        "/%%32",
        "/a%b",
        "/%u002e",
        "/%00",
        "/index.html%00",
        "/index.html%00.txt",
        "/%c0%ae%c0%ae/s",
        "/%e0%80%ae",
        "/%ff",
        "/%ed%a0%80",
        "/%c3",
        "/a#b",
        "/#",
        "/?#",
        "/a b",
        "/a\tb",
        "/a\nb",
        "/a\rb",
        "/a\0b",
        "/a\u007fb",
        "/\u00fc",
        "/?\u00fc",
        "/\u0130"
      })
  void refuses(String target) {
    BadTargetException e = assertThrows(BadTargetException.class, () -> RequestPath.parse(target));
    assertFalse(e.sentence().isBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/                  |                | true",
        "/index.html        | index.html     | false",
        "/sub/              | sub            | true",
        "/sub/a%20b.txt     | sub,a b.txt    | false",
        "/p+q.txt           | p+q.txt        | false",
        "/%c3%bc.txt        | \u00fc.txt     | false",
        "/%C3%BC.txt        | \u00fc.txt     | false",
        "/%252e%252e/s      | %2e%2e,s       | false",
        "/100%25            | 100%           | false",
        "/...               | ...            | false",
        "/..;/s             | ..;,s          | false",
        "/a?/../../s        | a              | false",
        "/a?%zz%00          | a              | false",
        "/a?b?c/            | a              | false",
        "/?a=/              |                | true",
        "/a;b=c             | a;b=c          | false",
        "/.env              | .env           | false",
        "/%f0%9f%92%93      | \ud83d\udc93   | false",
      })
  void decodesOnce(String target, String names, boolean endsInSlash) throws Exception {
    RequestPath path = RequestPath.parse(target);
    List<String> expected = names == null ? List.of() : List.of(names.split(",", -1));
    assertEquals(new RequestPath(expected, endsInSlash), path);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/sub/, /sub",
    "/a%20b, /a%20b",
    "/%61, /a",
    "/%c3%bc, /%C3%BC",
    "/p+q, /p+q",
    "/%252e, /%252e",
    "/%0a, /%0A",
    "/%22%3C, /%22%3C"
  })
  void encodesCanonically(String target, String url) throws Exception {
    assertEquals(new UrlPath(url), RequestPath.parse(target).url());
  }

  @Test
  void aLineBreakIsACharacterOfAName() throws Exception {
    assertEquals(List.of("\r\nX:1"), RequestPath.parse("/%0d%0aX:1").names());
  }

  @Test
  void isAsLongAsTheLimitAndNoLonger() throws Exception {
    String longest = "/" + "a".repeat(RequestPath.MAX_TARGET - 1);
    assertEquals(1, RequestPath.parse(longest).names().size());
    assertThrows(BadTargetException.class, () -> RequestPath.parse(longest + "a"));
    assertThrows(
        BadTargetException.class, () -> RequestPath.parse(longest.replaceFirst("a", "?") + "a"));
  }
}
