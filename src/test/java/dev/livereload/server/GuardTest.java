package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.Guard.Asked;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuardTest {

  private static final String OWN = "dev-box";

  private final Guard guard = new Guard("Dev-Box");

  private int status(Asked asked) {
    return guard.check(asked).map(Guard.Refusal::status).orElse(200);
  }

  private static Asked from(String host, @Nullable String origin, boolean reserved) {
    return new Asked("GET", List.of(host), false, reserved, origin, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LocalHost:1, 200",
    "a.b.localhost, 200",
    "127.0.0.1, 200",
    "127.9.9.9, 200",
    "[::1], 200",
    "10.0.0.1, 200",
    "[2001:db8::1]:80, 200",
    "dev-box, 200",
    "DEV-BOX., 200",
    "evil.test, 403",
    "localhost.evil, 403",
    "notlocalhost, 403",
    "dev-box.evil, 403",
    "256.0.0.1, 403",
    "1.2.3, 403",
    "'', 400",
    "'a b', 400",
    "a:b, 400",
    "a@b, 400"
  })
  void judgesTheHost(String host, int status) {
    assertEquals(status, status(from(host, null, false)));
    assertEquals(status, status(from(host, null, true)));
  }

  @Test
  void wantsExactlyOneHost() {
    for (List<String> hosts : List.of(List.<String>of(), List.of("localhost", "localhost"))) {
      assertEquals(400, status(new Asked("GET", hosts, false, false, null, null, null, null)));
    }
  }

  @Test
  void namesTheHostItRefusesWithoutWhatCouldSteer() {
    String said = guard.check(from("Evil.test:80", null, false)).orElseThrow().message();
    assertTrue(said.contains("evil.test"), said);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080, http://localhost:8080, 200",
    "localhost:8080, http://127.0.0.1:8080, 200",
    "127.0.0.1:8080, http://[::1]:8080, 200",
    "[::1]:8080, http://app.localhost:8080, 200",
    "localhost, http://localhost, 200",
    "localhost, http://localhost:80, 200",
    "localhost:80, http://localhost, 200",
    "10.0.0.1:8080, http://10.0.0.1:8080, 200",
    "dev-box:8080, http://dev-box:8080, 200",
    "localhost:8080, http://localhost:3000, 403",
    "localhost:8080, http://localhost, 403",
    "localhost:8080, https://localhost:8080, 403",
    "localhost:8080, http://10.0.0.1:8080, 403",
    "10.0.0.1:8080, http://localhost:8080, 403",
    "10.0.0.1:8080, http://10.0.0.2:8080, 403",
    "localhost:8080, http://dev-box:8080, 403",
    "localhost:8080, http://evil.test:8080, 403",
    "localhost:8080, null, 403",
    "localhost:8080, http://, 403",
    "localhost:8080, http://localhost:8080/, 403",
    "localhost:8080, HTTP://localhost:8080, 403",
    "localhost:8080, 'http://localhost:8080 http://evil.test', 403",
    "localhost:8080, '', 403"
  })
  void judgesTheOriginOfWhatIsItsOwn(String host, String origin, int status) {
    assertEquals(status, status(from(host, origin, true)));
    assertEquals(200, status(from(host, origin, false)));
  }

  @Test
  void overTlsTheOriginIsOfHttps() {
    for (String origin : List.of("https://localhost", "https://localhost:443")) {
      List<String> hosts = List.of("localhost");
      assertEquals(200, status(new Asked("GET", hosts, true, true, origin, null, null, null)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 200",
    "HEAD, 200",
    "OPTIONS, 200",
    "POST, 405",
    "PUT, 405",
    "DELETE, 405",
    "PATCH, 405",
    "TRACE, 405",
    "CONNECT, 405",
    "get, 405",
    "'', 405"
  })
  void judgesTheMethod(String method, int status) {
    List<String> hosts = List.of("localhost");
    assertEquals(status, status(new Asked(method, hosts, false, false, null, null, null, null)));
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site, no-cors, script, 403",
    "cross-site, no-cors, image, 403",
    "cross-site, no-cors, , 403",
    "cross-site, navigate, document, 200",
    "cross-site, cors, empty, 200",
    "same-site, no-cors, script, 200",
    "same-origin, no-cors, script, 200",
    "none, navigate, document, 200",
    ", , , 200"
  })
  void judgesWhereAResourceIsUsed(
      @Nullable String site, @Nullable String mode, @Nullable String destination, int status) {
    List<String> hosts = List.of("localhost");
    assertEquals(
        status, status(new Asked("GET", hosts, false, false, null, site, mode, destination)));
  }

  @Test
  void ownHostIsNotAllowedForOthers() {
    assertEquals(403, new Guard("localhost").check(from(OWN, null, false)).orElseThrow().status());
  }
}
