package dev.livereload.server;

import static dev.livereload.server.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.BadBuildException;
import dev.livereload.Builds;
import dev.livereload.LiveReloadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that copies its source, in two files and two pieces, and fails where it says "bad". With
 * the word "wait" in it, it goes on when there is a file called go.
 */
final class BuildsIT {

  private static final String SCRIPT =
      """
      test -e src/in.txt || exit 0
      cp src/in.txt site/one.txt
      if grep -q wait src/in.txt; then touch waiting; until test -e go; do sleep 0.01; done; fi
      cat src/in.txt src/in.txt > site/two.txt
      if grep -q bad src/in.txt; then echo "src/in.txt:1:1: error: bad"; exit 1; fi
      """;

  @TempDir Path temporary;
  private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    folder = temporary.toRealPath();
    write(folder.resolve("site/index.html"), "home");
    write(folder.resolve("site/one.txt"), "");
    write(folder.resolve("site/two.txt"), "");
    Files.createDirectories(folder.resolve("src"));
    write(folder.resolve("build.sh"), SCRIPT);
    server = TestServer.of(options("src/*.txt", "sh build.sh"), options -> options);
    awaitFirstRun(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void allThatAGoodBuildWritesIsOneChangeAfterItsEnd() throws IOException {
    try (SseReader events = server.events()) {
      write(folder.resolve("src/in.txt"), "good");

      assertBegun(events);
      assertTrue(events.event().contains("\"errors\":[],\"warnings\":[]"));
      assertUpdated("\"/one.txt\",\"/two.txt\"", events);
    }
  }

  @Test
  void whatAFailedBuildWritesComesWithTheNextGoodOne() throws IOException {
    try (SseReader events = server.events()) {
      write(folder.resolve("src/in.txt"), "bad");

      assertBegun(events);
      String built = events.event();
      assertTrue(
          built.contains(
              "\"errors\":[{\"message\":\"bad\",\"file\":\"src/in.txt\",\"line\":1,\"column\":1,"
                  + "\"frame\":\"> 1 | bad\\n    | ^\"}]"),
          built);
      assertTrue(server.http().get("/__livereload/status").text().contains("\"failed\""));

      write(folder.resolve("src/in.txt"), "good");
      assertBegun(events);
      assertTrue(events.event().startsWith("event: built\n"));
      assertUpdated("\"/one.txt\",\"/two.txt\"", events);
    }
  }

  @Test
  void whatIsSavedDuringABuildWaitsForItsEnd() throws IOException {
    try (SseReader events = server.events()) {
      write(folder.resolve("src/in.txt"), "wait");
      assertBegun(events);
      await(folder.resolve("waiting"));
      write(folder.resolve("site/a.css"), "a{}");
      // Counted when it is noticed: the site's three, the source, and this one.
      awaitStatus(server, "\"files\":5");
      write(folder.resolve("go"), "");

      assertTrue(events.event().startsWith("event: built\n"));
      String change = events.event();
      assertTrue(change.contains("\"added\":[\"/a.css\"]"), change);
      assertTrue(change.contains("\"updated\":[\"/one.txt\",\"/two.txt\"]"), change);
    }
  }

  @Test
  void aServerBehindThatAnswersAgainWaitsForTheEnd() throws Exception {
    try (RawBackend backend = RawBackend.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        TestServer proxy = before(backend);
        SseReader events = proxy.events()) {
      write(folder.resolve("src/in.txt"), "wait");
      assertBegun(events);
      backend.stop();
      assertTrue(proxy.notice().toString().contains("does not answer"));
      backend.restart();
      await("an answer", () -> proxy.http().get("/a").status() == 200);
      write(folder.resolve("go"), "");

      assertTrue(events.event().startsWith("event: built\n"));
      assertTrue(events.event().startsWith("event: change\n"));
      assertTrue(events.event().contains("answers again"));
    }
  }

  @Test
  void whatStartsNoBuildIsToldAtOnceAndSourcesAreNothingToPages() throws IOException {
    try (SseReader events = server.events()) {
      write(folder.resolve("src/readme.md"), "x");
      write(folder.resolve("site/a.css"), "a{}");

      assertTrue(events.event().contains("\"added\":[\"/a.css\"]"));
    }
  }

  @Test
  void whoComesWhileItIsBrokenIsToldInTheGreeting() throws IOException {
    try (SseReader events = server.events()) {
      write(folder.resolve("src/in.txt"), "bad");
      assertBegun(events);
      events.event();
    }
    try (SseReader later = new SseReader(server.http(), "/__livereload/events")) {
      later.event();
      String hello = later.event();
      assertTrue(hello.contains("\"name\":\"build\",\"state\":\"failed\",\"errors\":[{"), hello);
    }
  }

  @Test
  void aBuildThatCannotBeIsRefused() {
    assertThrows(BadBuildException.class, () -> TestServer.of(options("a[", "true"), o -> o));
    assertThrows(BadBuildException.class, () -> TestServer.of(options("*.c", ""), o -> o));
  }

  private LiveReloadOptions options(String glob, String command) {
    return LiveReloadOptions.of(folder.resolve("site"))
        .building(new Builds(List.of(new Builds.Rule(glob, command)), folder));
  }

  private static void assertBegun(SseReader events) throws IOException {
    String building = events.event();
    assertTrue(building.startsWith("event: building\n"), building);
    assertTrue(
        building.endsWith("data: {\"name\":\"build\",\"files\":[\"src/in.txt\"]}"), building);
  }

  private static void assertUpdated(String urls, SseReader events) throws IOException {
    String change = events.event();
    String data = "data: {\"added\":[],\"removed\":[],\"updated\":[" + urls + "]}";
    assertEquals(data, change.lines().skip(2).findFirst().orElse(""));
  }

  private TestServer before(RawBackend backend) throws IOException {
    TestServer proxy =
        TestServer.of(options("src/*.txt", "sh build.sh"), builder -> builder.proxy(backend.url()));
    awaitFirstRun(proxy);
    return proxy;
  }

  private static void awaitFirstRun(TestServer server) {
    awaitStatus(server, "\"state\":\"ok\"");
  }

  private static void awaitStatus(TestServer server, String part) {
    await(part, () -> server.http().get("/__livereload/status").text().contains(part));
  }

  private static void await(Path file) {
    await(file.toString(), () -> Files.exists(file));
  }

  private static void await(String what, BooleanSupplier met) {
    long deadline = System.nanoTime() + RawHttp.DEADLINE * 2_000_000L;
    while (!met.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.onSpinWait();
    }
  }
}
