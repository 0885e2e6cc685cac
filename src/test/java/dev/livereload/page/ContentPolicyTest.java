package dev.livereload.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentPolicyTest {

  private static final URI ORIGIN = URI.create("http://localhost:8080");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // policy | nonce | blocked by | worker blocked by
        "'' | - | - | -",
        "img-src 'none' | - | - | -",
        "require-trusted-types-for 'script'; trusted-types x | - | - | -",
        "default-src 'self' | - | - | -",
        "DEFAULT-SRC 'SELF' | - | - | -",
        "default-src * | - | - | -",
        "default-src http: | - | - | -",
        "default-src https: | - | default-src https: | default-src https:",
        "default-src http://localhost:8080 | - | - | -",
        "default-src localhost:8080/ | - | - | -",
        "default-src localhost:* | - | - | -",
        "default-src http://localhost | - | default-src http://localhost"
            + " | default-src http://localhost",
        "script-src http://localhost:8080/__livereload/ | - | - | -",
        "worker-src localhost:8080/__livereload/stream.js | - | - | -",
        "worker-src localhost:8080/__livereload/client.js | - | -"
            + " | worker-src localhost:8080/__livereload/client.js",
        "script-src http://localhost:8080/js/ | - | script-src http://localhost:8080/js/"
            + " | script-src http://localhost:8080/js/",
        "script-src https://cdn.test *.test [::1]:80 | - "
            + "| script-src https://cdn.test *.test [::1]:80"
            + " | script-src https://cdn.test *.test [::1]:80",
        "default-src 'none' | - | default-src 'none' | default-src 'none'",
        "default-src | - | default-src | default-src",
        "script-src 'none' | - | script-src 'none' | script-src 'none'",
        "script-src 'none'; worker-src 'self' | - | script-src 'none' | -",
        "script-src 'sha256-abc=' | - | script-src 'sha256-abc=' | script-src 'sha256-abc='",
        "script-src 'unsafe-inline' | - | script-src 'unsafe-inline' | script-src 'unsafe-inline'",
        "script-src 'nonce-Ab+/_-1=' | Ab+/_-1= | - | script-src 'nonce-Ab+/_-1='",
        "script-src 'NONCE-x' | x | - | script-src 'NONCE-x'",
        "script-src 'self' 'nonce-x' | - | - | -",
        "script-src 'self' 'strict-dynamic' | - | script-src 'self' 'strict-dynamic' | -",
        "script-src 'self' 'strict-dynamic' 'nonce-x' | x | - | -",
        "default-src 'none'; script-src 'self'; connect-src 'self' | - | - | -",
        "script-src 'none'; script-src-elem 'self' | - | - | script-src 'none'",
        "script-src 'self'; script-src-elem 'none' | - | script-src-elem 'none' | -",
        "script-src 'self'; script-src 'none' | - | - | -",
        "default-src 'nonce-x'; connect-src 'self' | x | - | default-src 'nonce-x'",
        "connect-src 'none' | - | connect-src 'none' | -",
        "default-src 'none'; script-src 'self' | - | default-src 'none' | -",
        "connect-src ws: | - | connect-src ws: | -",
        "worker-src 'none' | - | - | worker-src 'none'",
        "child-src 'none' | - | - | child-src 'none'",
        "child-src 'none'; worker-src 'self' | - | - | -",
        "sandbox | - | sandbox | -",
        "sandbox allow-scripts | - | sandbox allow-scripts | -",
        "sandbox allow-scripts allow-same-origin | - | - | -",
        "script-src 'self', script-src 'nonce-x' | x | - | script-src 'nonce-x'",
        "script-src 'nonce-x', script-src 'nonce-y' | x | script-src 'nonce-y'"
            + " | script-src 'nonce-x'",
      })
  void headersDecide(String policy, String nonce, String blockedBy, String workerBlockedBy) {
    ContentPolicy content = ContentPolicy.of(ORIGIN, List.of(policy));

    assertEquals(Optional.ofNullable(nonce), content.nonce());
    assertEquals(Optional.ofNullable(blockedBy), content.blockedBy());
    assertEquals(Optional.ofNullable(workerBlockedBy), content.workerBlockedBy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "script-src 'none' | - | script-src 'none'",
        "script-src 'self' | - | -",
        "script-src 'nonce-x' | x | -",
        "default-src 'none' | - | default-src 'none'",
        "connect-src https: | - | connect-src https:",
        "sandbox | - | -",
      })
  void metaBindsWhatComesAfterTheTag(String policy, String nonce, String blockedBy) {
    ContentPolicy content = ContentPolicy.of(ORIGIN, List.of()).withMeta(List.of(policy));

    assertEquals(Optional.ofNullable(nonce), content.nonce());
    assertEquals(Optional.ofNullable(blockedBy), content.blockedBy());
  }

  @ParameterizedTest
  @CsvSource({
    "http://app.localhost:8080, *.localhost:8080, true",
    "http://localhost:8080, *.localhost:8080, false",
    "http://[::1]:8080, http://[::1]:8080, true",
    "https://localhost, localhost, true",
    "https://localhost, http://localhost, true",
    "https://localhost:443, https://localhost, true",
    "http://localhost, localhost:80, true",
    "http://localhost, localhost:81, false",
  })
  void hostSourcesMatchAsTheStandardSays(URI origin, String source, boolean allowed) {
    ContentPolicy content = ContentPolicy.of(origin, List.of("script-src " + source));

    assertEquals(allowed, content.blockedBy().isEmpty());
  }

  @Test
  void aSiteBelowAPathHasClientAndWorkerThere() {
    List<String> policy = List.of("default-src 'self' http:; script-src localhost:8080/shop/");

    ContentPolicy below = ContentPolicy.of(URI.create(ORIGIN + "/shop"), policy);
    assertEquals(Optional.empty(), below.blockedBy());
    assertEquals(Optional.empty(), below.workerBlockedBy());

    ContentPolicy beside = ContentPolicy.of(URI.create(ORIGIN + "/blog"), policy);
    assertEquals(Optional.of("script-src localhost:8080/shop/"), beside.blockedBy());
    assertEquals(Optional.of("script-src localhost:8080/shop/"), beside.workerBlockedBy());
  }

  @Test
  void theNonceOfAnyHeaderServesAll() {
    ContentPolicy content =
        ContentPolicy.of(ORIGIN, List.of("script-src 'nonce-x'", "script-src 'nonce-x' 'self'"));

    assertEquals(Optional.of("x"), content.nonce());
    assertEquals(Optional.empty(), content.blockedBy());
  }
}
