package dev.livereload.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpstreamTest {

  private static final String OWN = "http://localhost:8080";

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, http://localhost:3000, 3000, true",
    "localhost:3000, http://localhost:3000, 3000, true",
    "3000, http://localhost:3000, 3000, true",
    "HTTPS://App.LocalHost/, https://app.localhost, 443, true",
    "http://127.0.0.1, http://127.0.0.1, 80, true",
    "http://[::1]:3000, http://[::1]:3000, 3000, true",
    "https://example.com, https://example.com, 443, false",
    "http://127.0.0.1.nip.io, http://127.0.0.1.nip.io, 80, false",
    "http://192.168.0.7:81, http://192.168.0.7:81, 81, false"
  })
  void readsWhatTheUserWrote(String text, String origin, int port, boolean local)
      throws BadUpstreamException {
    Upstream upstream = Upstream.parse(text);
    assertEquals(origin, upstream.origin().toString());
    assertEquals(port, upstream.port());
    assertEquals(local, upstream.local());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://",
        "ftp://localhost",
        "http://localhost:0",
        "http://localhost:99999",
        "http://a b",
        "http://localhost/app",
        "http://localhost?x",
        "http://localhost#x",
        "http://me@localhost",
        "http://:3000",
        "file:///etc"
      })
  void refusesWhatIsNoServerOrMore(String text) {
    assertThrows(BadUpstreamException.class, () -> Upstream.parse(text));
  }

  @Test
  void saysWhatToWriteInPlaceOfAPath() {
    BadUpstreamException refused =
        assertThrows(BadUpstreamException.class, () -> Upstream.parse("http://localhost:3000/app"));
    assertEquals(true, refused.notice().toString().contains("--proxy http://localhost:3000,"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:3000, http://localhost:3000/a?b#c, http://localhost:8080/a?b#c",
    "localhost:3000, http://localhost:3000, http://localhost:8080/",
    "localhost:3000, HTTP://LOCALHOST:3000/, http://localhost:8080/",
    "localhost:3000, http://127.0.0.1:3000/a, http://localhost:8080/a",
    "localhost:3000, //localhost:3000/a, http://localhost:8080/a",
    "localhost:3000, /a, /a",
    "localhost:3000, a/b, a/b",
    "localhost:3000, http://localhost:3001/, http://localhost:3001/",
    "localhost:3000, https://localhost:3000/, https://localhost:3000/",
    "localhost:3000, http://example.com/, http://example.com/",
    "localhost:3000, http://localhost:3000@evil.test/, http://localhost:3000@evil.test/",
    "localhost, http://localhost:80/a, http://localhost:8080/a",
    "https://example.com, https://example.com/a, http://localhost:8080/a",
    "https://example.com, https://example.com:443/a, http://localhost:8080/a",
    "https://example.com, http://example.com/a, http://example.com/a",
    "https://example.com, https://www.example.com/, https://www.example.com/"
  })
  void leadsBackToTheServerBeforeIt(String upstream, String location, String expected)
      throws BadUpstreamException {
    assertEquals(expected, Upstream.parse(upstream).location(location, OWN));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:3000, localhost:8080, http://localhost:8080, a=1; Domain=localhost",
    "https://example.com, example.com, https://example.com, a=1",
    "https://www.example.com, www.example.com, https://www.example.com, a=1",
    "https://other.test, other.test, https://other.test, a=1; Domain=example.com"
  })
  void isAskedByTheNameItKnows(String text, String host, String origin, String cookie)
      throws BadUpstreamException {
    Upstream upstream = Upstream.parse(text);
    assertEquals(host, upstream.host("localhost:8080"));
    assertEquals(origin, upstream.source(OWN, OWN));
    assertEquals(origin + "/p?q", upstream.source(OWN + "/p?q", OWN));
    assertEquals("http://evil.test", upstream.source("http://evil.test", OWN));
    String domain = upstream.local() ? "localhost" : "example.com";
    assertEquals(cookie, upstream.cookie("a=1; Domain=" + domain));
  }
}
