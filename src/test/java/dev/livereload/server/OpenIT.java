package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.Builds;
import dev.livereload.LiveReloadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With an editor that writes down what it was given. */
final class OpenIT {

  private static final String OPEN = "/__livereload/open";
  private static final String JSON = "Content-Type: application/json";

  @TempDir Path temporary;
  private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    folder = temporary.toRealPath();
    TestServer.write(folder.resolve("site/index.html"), "home");
    TestServer.write(folder.resolve("site/$(touch hacked) 'a\".css"), "x");
    TestServer.write(folder.resolve("secret"), "x");
    Files.createSymbolicLink(folder.resolve("site/link"), folder.resolve("secret"));
    Path editor =
        TestServer.write(
            folder.resolve("code"),
            """
            #!/bin/sh
            here=$(dirname "$0")
            printf '%s\\n' "$@" > "$here/part"
            mv "$here/part" "$here/opened"
            """);
    assertTrue(editor.toFile().setExecutable(true));
    LiveReloadOptions watched =
        LiveReloadOptions.of(folder.resolve("site")).building(new Builds(List.of(), folder));
    server = TestServer.of(watched, options -> options.editor(editor.toString()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSourceIsOpenedAtItsPlaceAndNoShellReadsItsName() throws IOException {
    String body = "{\"file\":\"site/$(touch hacked) 'a\\\".css\",\"line\":3,\"column\":9}";

    assertEquals(204, open(body).status());

    assertEquals(List.of("--goto", folder + "/site/$(touch hacked) 'a\".css:3:9"), opened());
    assertFalse(Files.exists(folder.resolve("hacked")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secret", "../x", "site/link", "site/absent", "site", "/etc/passwd", "a\\u0000b"})
  void whatLiesInNoWatchedFolderIsNotOpened(String file) {
    assertEquals(404, open("{\"file\":\"" + file + "\"}").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"file\":1}", "{\"file\":\"a\",\"line\":-1}", "x"})
  void whatIsNoPlaceIsRefused(String body) {
    assertEquals(400, open(body).status());
  }

  @Test
  void onlyAPageOfThisServerHasSomethingOpened() {
    String body = "{\"file\":\"site/index.html\"}";

    assertEquals(403, server.http().post(OPEN, body, JSON).status());
    assertEquals(403, server.http().post(OPEN, body, JSON, "Origin: http://localhost:1").status());
    assertEquals(403, server.http().post(OPEN, body, JSON, "Origin: http://evil.test").status());
    assertFalse(Files.exists(folder.resolve("opened")));
  }

  private RawHttp.Answer open(String body) {
    return server.http().post(OPEN, body, JSON, "Origin: http://localhost:" + server.port());
  }

  private List<String> opened() throws IOException {
    long deadline = System.nanoTime() + RawHttp.DEADLINE * 2_000_000L;
    while (!Files.exists(folder.resolve("opened"))) {
      assertTrue(System.nanoTime() < deadline, "The editor was not started.");
      Thread.onSpinWait();
    }
    return Files.readAllLines(folder.resolve("opened"));
  }
}
