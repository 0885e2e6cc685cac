package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.Guard.Asked;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuardTest {

  private static final String OWN = "dev-box";

  private static final Place PAGE = new Place(false, false, false, false, false);
  private static final Place STATUS = new Place(true, false, false, false, false);
  private static final Place STREAM = new Place(true, true, false, false, false);
  private static final Place REPORT = new Place(true, false, false, true, false);
  private static final Place SCRIPT = new Place(true, true, true, false, false);

  private final Guard guard =
      new Guard(
          "Dev-Box",
          new Allowed(List.of("app.test", ".wild.test"), List.of("http://app.test:3000")));

  private int status(Asked asked) {
    return guard.check(asked).map(Guard.Refusal::status).orElse(200);
  }

  private static Asked from(String host, @Nullable String origin, Place place) {
    return asked("GET", List.of(host), place, origin);
  }

  private static Asked asked(
      String method, List<String> hosts, Place place, @Nullable String origin) {
    return new Asked(method, hosts, false, place, origin, null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 200",
    "PROPFIND, 200",
    "M-SEARCH, 200",
    "get, 200",
    "TRACE, 405",
    "CONNECT, 405",
    "'', 400",
    "GET /b, 400",
    "'GET\r\n', 400",
    "G:T, 400"
  })
  void whatIsPassedOnHasAMethod(String method, int status) {
    Asked asked = asked(method, List.of("localhost"), PAGE, null);
    assertEquals(status, guard.checkPassedOn(asked).map(Guard.Refusal::status).orElse(200));
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site, navigate, null, 200",
    "cross-site, cors, https://app.other.test, 200",
    "same-site, cors, http://localhost:3000, 200",
    "cross-site, no-cors, http://evil.test, 403"
  })
  void whoseFormsAndCallsAreTakenIsForTheServerBehindToSay(
      String site, String mode, String origin, int status) {
    List<String> hosts = List.of("localhost");
    Asked asked = new Asked("POST", hosts, false, PAGE, origin, null, site, mode, null);
    assertEquals(status, guard.checkPassedOn(asked).map(Guard.Refusal::status).orElse(200));
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
    "app.test, 200",
    "App.Test.:80, 200",
    "x.app.test, 403",
    "wild.test, 200",
    "a.b.wild.test, 200",
    "bewild.test, 403",
    "wild.test.evil, 403",
    "256.0.0.1, 403",
    "1.2.3, 403",
    "'', 400",
    "'a b', 400",
    "a:b, 400",
    "a@b, 400"
  })
  void judgesTheHost(String host, int status) {
    assertEquals(status, status(from(host, null, PAGE)));
    assertEquals(status, status(from(host, null, STATUS)));
    assertEquals(status, status(from(host, null, STREAM.withKey())));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, , , 200",
    "POST, http://localhost:8080, , 200",
    "POST, http://127.0.0.1:8080, same-origin, 200",
    "POST, http://localhost:3000, , 403",
    "POST, http://evil.test, , 403",
    "POST, null, , 403",
    "POST, http://app.test:3000, , 403",
    "POST, , same-site, 403",
    "POST, , cross-site, 403",
    "POST, http://localhost:8080, none, 403",
    "GET, , , 405",
    "HEAD, , , 405",
    "PUT, , , 405",
    "post, , , 405",
    "OPTIONS, , , 200"
  })
  void reportsAreForProgramsAndPagesOfTheServer(
      String method, @Nullable String origin, @Nullable String site, int status) {
    List<String> hosts = List.of("localhost:8080");
    assertEquals(
        status,
        status(new Asked(method, hosts, false, REPORT, origin, null, site, "cors", "empty")));
    for (Place other : List.of(PAGE, STATUS, STREAM, SCRIPT)) {
      assertEquals(405, status(asked("POST", hosts, other, null)));
    }
  }

  @Test
  void wantsExactlyOneHost() {
    for (List<String> hosts : List.of(List.<String>of(), List.of("localhost", "localhost"))) {
      assertEquals(400, status(asked("GET", hosts, PAGE, null)));
    }
  }

  @Test
  void namesTheHostItRefusesWithoutWhatCouldSteer() {
    String said = guard.check(from("Evil.test:80", null, PAGE)).orElseThrow().message();
    assertTrue(said.contains("--allow-host evil.test"), said);
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
    assertEquals(status, status(from(host, origin, STATUS)));
    assertEquals(status, status(from(host, origin, STREAM)));
    assertEquals(200, status(from(host, origin, PAGE)));
    assertEquals(Optional.empty(), guard.reader(from(host, origin, STREAM)));
  }

  @ParameterizedTest
  @CsvSource({
    "null, 200",
    "http://localhost:3000, 200",
    "https://localhost, 200",
    "http://app.localhost:1, 200",
    "http://127.0.0.1:5500, 200",
    "http://[::1]:5500, 200",
    "http://10.0.0.1:3000, 200",
    "http://dev-box:3000, 200",
    "http://app.test, 200",
    "http://x.wild.test:99, 200",
    "http://10.0.0.2:8080, 403",
    "http://203.0.113.5, 403",
    "http://evil.test, 403",
    "http://localhost.evil.test, 403",
    "http://localhost:3000@evil.test, 403",
    "http://localhost:3000/, 403",
    "file://, 403",
    "NULL, 403",
    "'null, null', 403",
    "'', 403",
    "*, 403"
  })
  void theKeyLetsInPagesOfThisMachineAndThoseWithoutOrigin(String origin, int status) {
    Asked asked = from("10.0.0.1:8080", origin, STREAM.withKey());
    assertEquals(status, status(asked));
    if (status == 200) {
      assertEquals(Optional.of(origin), guard.reader(asked));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://app.test:3000, 200",
    "http://app.test:3001, 403",
    "http://app.test, 403",
    "https://app.test:3000, 403",
    "http://x.app.test:3000, 403",
    "null, 403"
  })
  void anAllowedOriginNeedsNoKeyForTheClientAndItsStreams(String origin, int status) {
    for (Place place : List.of(STREAM, SCRIPT)) {
      Asked asked = from("localhost:8080", origin, place);
      assertEquals(status, status(asked));
      assertEquals(status == 200 ? Optional.of(origin) : Optional.empty(), guard.reader(asked));
    }
    assertEquals(403, status(from("localhost:8080", origin, STATUS)));
    assertEquals(Optional.empty(), guard.reader(from("localhost:8080", origin, PAGE)));
  }

  @Test
  void overTlsTheOriginIsOfHttps() {
    for (String origin : List.of("https://localhost", "https://localhost:443")) {
      List<String> hosts = List.of("localhost");
      assertEquals(
          200, status(new Asked("GET", hosts, true, STATUS, origin, null, null, null, null)));
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
    assertEquals(status, status(asked(method, hosts, PAGE, null)));
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
    for (Place place : List.of(PAGE, STATUS, STREAM, SCRIPT, STREAM.withKey())) {
      assertEquals(status, status(used(place, null, site, mode, destination)));
    }
    assertEquals(200, status(used(SCRIPT.withKey(), null, site, mode, destination)));
  }

  @ParameterizedTest
  @CsvSource({
    "http://app.test:3000/a/b.html, 200",
    "http://app.test:3000, 200",
    "http://app.test:3001/, 403",
    "http://app.test:3000.evil.test/, 403",
    "http://app.test:3000@evil.test/, 403",
    "http://evil.test/?http://app.test:3000/, 403",
    ", 403"
  })
  void aPageOfAnAllowedOriginMayRunTheClient(@Nullable String referrer, int status) {
    assertEquals(status, status(used(SCRIPT, referrer, "cross-site", "no-cors", "script")));
    assertEquals(403, status(used(PAGE, referrer, "cross-site", "no-cors", "script")));
    assertEquals(403, status(used(STREAM, referrer, "cross-site", "no-cors", "empty")));
  }

  private static Asked used(
      Place place,
      @Nullable String referrer,
      @Nullable String site,
      @Nullable String mode,
      @Nullable String destination) {
    List<String> hosts = List.of("localhost");
    return new Asked("GET", hosts, false, place, null, referrer, site, mode, destination);
  }

  @Test
  void ownHostIsNotAllowedForOthers() {
    Guard another = new Guard("localhost", Allowed.NOBODY);
    assertEquals(403, another.check(from(OWN, null, PAGE)).orElseThrow().status());
  }
}
