package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SiteHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X-A",
        "=v",
        "X A=v",
        "X-A:v=w",
        "X-\u00c4=v",
        "X-A=\u00e4",
        "X-A=a\r\nX-B: b",
        "X-A=a\nb",
        "X-A=a\u0000"
      })
  void whatIsNoHeaderIsSaid(String text) {
    BadAccessException said =
        assertThrows(BadAccessException.class, () -> SiteHeaders.parse(List.of(text)));
    assertEquals("The header \"" + text + "\" is none.", said.notice().what());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "content-type",
        "Transfer-Encoding",
        "ETag",
        "Cache-Control",
        "X-Content-Type-Options",
        "Cross-Origin-Resource-Policy",
        "Access-Control-Allow-Origin",
        "access-control-allow-private-network"
      })
  void whatTheServerSetsItselfIsSaid(String name) {
    BadAccessException said =
        assertThrows(BadAccessException.class, () -> SiteHeaders.parse(List.of(name + "=x")));
    assertEquals("The header " + name + " is the server's own to set.", said.notice().what());
  }
}
