package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorityTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, -1, loopback",
    "LOCALHOST:8080, localhost, 8080, loopback",
    "localhost., localhost, -1, loopback",
    "localhost.:80, localhost, 80, loopback",
    "app.localhost, app.localhost, -1, loopback",
    "my_app.localhost:1, my_app.localhost, 1, loopback",
    "127.0.0.1, 127.0.0.1, -1, loopback address",
    "127.255.255.255, 127.255.255.255, -1, loopback address",
    "[::1]:8080, ::1, 8080, loopback address",
    "[FE80::1], fe80::1, -1, address",
    "[::ffff:10.0.0.1], ::ffff:10.0.0.1, -1, address",
    "10.0.0.1, 10.0.0.1, -1, address",
    "0.0.0.0:0, 0.0.0.0, 0, address",
    "255.255.255.255, 255.255.255.255, -1, address",
    "256.0.0.1, 256.0.0.1, -1, name",
    "1.2.3, 1.2.3, -1, name",
    "1.2.3.4.5, 1.2.3.4.5, -1, name",
    "127.0.0.1.nip.io, 127.0.0.1.nip.io, -1, name",
    "127.evil.test, 127.evil.test, -1, name",
    "localhost.evil.test, localhost.evil.test, -1, name",
    "evillocalhost, evillocalhost, -1, name",
    "a:65535, a, 65535, name"
  })
  void isRead(String text, String host, int port, String kind) {
    Authority authority = Authority.parse(text).orElseThrow();
    assertEquals(new Authority(host, port), authority);
    assertEquals(kind.contains("loopback"), authority.isLoopback());
    assertEquals(kind.contains("address"), authority.isAddress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":80",
        ".",
        "..",
        "a..b",
        ".a",
        "a..",
        "localhost:",
        "a:99999",
        "a:65536",
        "a:-1",
        "a:x",
        "a:1:2",
        "a:000080",
        "[",
        "]",
        "[]",
        "[]:80",
        "[::1",
        "::1",
        "[::1]x",
        "[::z]",
        "[1]",
        "[::1]:",
        "[::1]:x",
        "[1.2.3.4]",
        "[localhost]",
        "[::1%lo]",
        "[::00001]",
        "[00000:0:0:0:0:0:0:1]",
        "a@b",
        "a b",
        " a",
        "a/",
        "a?",
        "a#",
        "a\\b",
        "a%2e",
        "<a>",
        "a,b",
        "a\0",
        "a\n",
        "\u00e4",
        "\u0131localhost",
        "http://a"
      })
  void isNone(String text) {
    assertEquals(Optional.empty(), Authority.parse(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 10 * 1024})
  void isNoneWhereItIsTooLong(int length) {
    assertEquals(Optional.empty(), Authority.parse("a".repeat(length)));
  }
}
