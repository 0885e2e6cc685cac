package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedTest {

  @ParameterizedTest
  @CsvSource({
    "app.test, app.test",
    "APP.Test., app.test",
    ".app.test, .app.test",
    "dev-box, dev-box",
    "192.168.0.5, 192.168.0.5"
  })
  void aHostIsANameOrAllBelowOne(String written, String read) throws BadAccessException {
    assertEquals(List.of(read), Allowed.parse(List.of(written), List.of()).hosts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "*", "*.app.test", "a b", "app.test:80", "http://app.test", "a/b"})
  void whatIsNoHostIsSaid(String written) {
    BadAccessException said =
        assertThrows(BadAccessException.class, () -> Allowed.parse(List.of(written), List.of()));
    assertTrue(said.notice().cure().contains("--allow-host app.test"), said::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "http://app.test:3000, http://app.test:3000",
    "HTTP://App.Test:3000/, http://app.test:3000",
    "http://app.test:80, http://app.test",
    "https://app.test:443, https://app.test",
    "https://app.test:80, https://app.test:80",
    "http://[::1]:3000, http://[::1]:3000",
    "chrome-extension://abcdef, chrome-extension://abcdef"
  })
  void anOriginIsWhatBrowsersSend(String written, String sent) throws BadAccessException {
    assertEquals(List.of(sent), Allowed.parse(List.of(), List.of(written)).origins());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "*",
        "app.test",
        "http://",
        "http://*",
        "http://app.test/a",
        "http://a@b",
        "http://app.test?x",
        "app.test:3000",
        "http://a b"
      })
  void whatIsNoOriginIsSaid(String written) {
    BadAccessException said =
        assertThrows(BadAccessException.class, () -> Allowed.parse(List.of(), List.of(written)));
    assertTrue(said.notice().cure().contains("--allow-origin http://"), said::getMessage);
  }
}
