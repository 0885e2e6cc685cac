package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.server.TokenGate.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenGateTest {

  private final SiteKey token = SiteKey.random();
  private final TokenGate gate = new TokenGate(token);

  private @Nullable String named(@Nullable String text) {
    return text == null ? null : text.replace("TOKEN", token.text());
  }

  private Shown query(@Nullable String query) {
    return new Shown(named(query), List.of(), null, 8080);
  }

  @ParameterizedTest
  @CsvSource({
    "token=TOKEN, true, ''",
    "token=TOKEN&a=1&b, true, ?a=1&b",
    "a=1&token=TOKEN, true, ?a=1",
    "a=1&token=TOKEN&token=TOKEN&b=2, true, ?a=1&b=2",
    "token=mine&token=TOKEN, true, ?token=mine",
    "token=TOKENx, false, ?token=TOKENx",
    "token=xTOKEN, false, ?token=xTOKEN",
    "token=, false, ?token=",
    "TOKEN=TOKEN, false, ?TOKEN=TOKEN",
    "xtoken=TOKEN, false, ?xtoken=TOKEN",
    "a=token=TOKEN, false, ?a=token=TOKEN",
    "'', false, ''",
    ", false, ''"
  })
  void theTokenIsTakenOutOfTheQuery(@Nullable String query, boolean there, String rest) {
    assertEquals(there, gate.isInQuery(query(query)));
    assertEquals(named(rest), gate.rest(query(query)).replaceFirst("^\\?$", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "livereload-8080=TOKEN, true",
    "a=b; livereload-8080=TOKEN; c=d, true",
    "a=b;livereload-8080=TOKEN, true",
    "livereload-8080=old; livereload-8080=TOKEN, true",
    "livereload-8081=TOKEN, false",
    "xlivereload-8080=TOKEN, false",
    "livereload-8080=, false",
    "livereload-8080=TOKEN0, false",
    "livereload-8080, false",
    "LIVERELOAD-8080=TOKEN, false",
    "'', false"
  })
  void theCookieLetsIn(String cookie, boolean lets) {
    List<String> cookies = List.of("first=1", String.valueOf(named(cookie)));
    assertEquals(lets, gate.letsIn(new Shown(null, cookies, null, 8080)));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer TOKEN, true",
    "bearer TOKEN, true",
    "BEARER   TOKEN, true",
    "TOKEN, false",
    "BearerTOKEN, false",
    "Bearer, false",
    "Bearer x TOKEN, false",
    "Basic TOKEN, false",
    "'', false"
  })
  void theHeaderLetsIn(String header, boolean lets) {
    assertEquals(lets, gate.letsIn(new Shown(null, List.of(), named(header), 8080)));
  }

  @Test
  void theCookieIsForTheBrowserAlone() {
    assertEquals(
        named("livereload-8080=TOKEN; Path=/; HttpOnly; SameSite=Lax"),
        gate.setCookie(8080, false));
    assertEquals(
        named("livereload-8080=TOKEN; Path=/; HttpOnly; SameSite=Lax; Secure"),
        gate.setCookie(8080, true));
  }
}
