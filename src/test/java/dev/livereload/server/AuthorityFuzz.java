package dev.livereload.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whatever host or origin is sent: none, or one that is what it seems. */
public final class AuthorityFuzz {

  private static final Place STREAM = new Place(true, true, false, false, false);
  private static final Guard GUARD = new Guard("localhost", Allowed.NOBODY);

  private AuthorityFuzz() {}

  /** Called by the fuzzer, again and again. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    Optional<Authority> authority = Authority.parse(text);
    if (authority.isPresent()) {
      String host = authority.get().host();
      if (!host.matches("[a-z0-9_.:-]+") || authority.get().port() > 65_535) {
        throw new AssertionError("Host " + authority.get());
      }
      // What a page is served from.
      URI.create("http://" + text);
      boolean named = host.equals("localhost") || host.endsWith(".localhost");
      if (authority.get().isLoopback() && !named && !authority.get().isAddress()) {
        throw new AssertionError("Loopback " + host);
      }
    }
    Guard.Asked asked =
        new Guard.Asked(
            "GET", List.of("localhost:8080"), false, STREAM, text, text, null, null, null);
    boolean own = GUARD.check(asked).isEmpty();
    if (own
        && !text.matches(
            "http://(\\[[0-9a-fA-F:.]+]|127[0-9.]+|([\\w.-]+\\.)?(?i:localhost))\\.?:8080")) {
      throw new AssertionError("Own " + text);
    }
  }
}
