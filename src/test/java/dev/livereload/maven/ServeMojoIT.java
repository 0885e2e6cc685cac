package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the goal in a Maven of its own, in a folder without a POM. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ServeMojoIT {

  private static final String GOAL =
      "dev.livereload:livereload-maven-plugin:"
          + System.getProperty("livereload.version")
          + ":serve";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private Path site;

  @BeforeEach
  void makeSite() throws IOException {
    site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "<!doctype html><title>One</title>");
    // What the build has fetched is all that the goal needs: its Maven asks nobody else.
    Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <mirrors>
            <mirror>
              <id>fetched</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
            .formatted(Path.of(System.getProperty("livereload.repository")).toUri()));
  }

  @AfterEach
  void stopMaven() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void servesAndAnnouncesUntilItIsStopped() throws Exception {
    Process maven = maven("-Dlivereload.dir=" + site, "-Dlivereload.port=0");
    BufferedReader log = maven.inputReader();
    URI url = address(log);

    HttpResponse<String> page = get(url);
    try (Stream<String> events = stream(url.resolve("/__livereload/events"))) {
      Files.writeString(site.resolve("index.html"), "<!doctype html><title>Two</title>");
      String change = events.filter(line -> line.contains("index.html")).findFirst().orElseThrow();

      assertEquals(200, page.statusCode());
      assertTrue(
          page.body().contains("<script async src=\"/__livereload/client.js\""), page.body());
      assertEquals("data: {\"added\":[],\"removed\":[],\"updated\":[\"/index.html\"]}", change);
      awaitLine(log, "] index.html ");

      // Maven's own launcher is a shell script: the JVM is its child.
      Stream.concat(Stream.of(maven.toHandle()), maven.descendants())
          .forEach(ProcessHandle::destroy);
      assertTrue(maven.waitFor(10, TimeUnit.SECONDS), "Maven went on");
    }
  }

  @Test
  void saysWhatIsMissingInOneSentence() throws Exception {
    Process maven = maven("-Dlivereload.dir=" + folder.resolve("nowhere"));

    String log = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(1, maven.waitFor());
    assertTrue(
        log.contains("There is no folder " + folder.resolve("nowhere") + ". Create it, or"), log);
  }

  @Test
  void servesTheWebappOfAProjectAndWatchesItsSources() throws Exception {
    pom(folder, "");
    Path webapp = Files.createDirectories(folder.resolve("src/main/webapp"));
    Files.writeString(webapp.resolve("index.html"), "<!doctype html><title>Webapp</title>");
    Path sources = Files.createDirectories(folder.resolve("src/main/java"));
    Process maven = maven("-Dlivereload.port=0");
    BufferedReader log = maven.inputReader();
    URI url = address(log);

    try (Stream<String> events = stream(url.resolve("/__livereload/events"))) {
      Files.writeString(sources.resolve("Page.java"), "class Page {}");
      assertTrue(get(url).body().contains("Webapp"));
      assertTrue(events.anyMatch(line -> line.contains("Page.java changed")));
    }
  }

  @Test
  void standsBeforeTheServerOfTheModuleThatRuns() throws Exception {
    Files.createDirectories(folder.resolve("lib/src/main/java"));
    Files.createDirectories(folder.resolve("app/src/main/resources/static"));
    pom(
        folder,
        "<packaging>pom</packaging><modules><module>lib</module><module>app</module></modules>");
    pom(folder.resolve("lib"), "");
    pom(
        folder.resolve("app"),
        "<dependencies><dependency><groupId>test</groupId><artifactId>lib</artifactId>"
            + "<version>1</version></dependency></dependencies>");
    HttpServer backend = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>Behind</title>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    backend.start();
    Process maven =
        maven("-Dlivereload.port=0", "-Dlivereload.proxy=" + backend.getAddress().getPort());
    BufferedReader log = maven.inputReader();
    URI url = address(log);

    try (Stream<String> events = stream(url.resolve("/__livereload/events"))) {
      Files.writeString(folder.resolve("lib/src/main/java/Lib.java"), "class Lib {}");
      assertTrue(get(url).body().contains("Behind"));
      assertTrue(events.anyMatch(line -> line.contains("Lib.java changed")));
    } finally {
      backend.stop(0);
    }
  }

  @Test
  void neverServesTheFolderOfTheProject() throws Exception {
    pom(folder, "");
    Process maven = maven();

    String log = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(1, maven.waitFor());
    assertTrue(log.contains("There is no folder to serve. Name one with"), log);
  }

  @Test
  void doesNothingWhereItIsSkipped() throws Exception {
    Process maven = maven("-Dlivereload.skip");

    String log = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, maven.waitFor(), log);
    assertTrue(log.contains("Skipped."), log);
  }

  private static void pom(Path folder, String more) throws IOException {
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>test</groupId>
          <artifactId>%s</artifactId>
          <version>1</version>
          %s
        </project>
        """
            .formatted(
                Files.exists(folder.resolve("settings.xml")) ? "test" : folder.getFileName(),
                more));
  }

  private Process maven(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("livereload.maven"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-s", "settings.xml"));
    command.add("-Dmaven.repo.local=" + Path.of("target", "it-repository").toAbsolutePath());
    command.add(GOAL);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    return builder.start();
  }

  // The first line of the goal: nothing of Jetty's or Javalin's comes before it. On a machine where
  // this is the first run Maven tells of all that it fetches.
  private static URI address(BufferedReader log) throws IOException {
    awaitLine(log, ":serve ");
    String line = log.readLine();
    while (!line.startsWith("[INFO] http:")) {
      assertFalse(line.matches("\\[INFO\\] (?!Download).*(Javalin|jetty-|Started ).*"), line);
      line = log.readLine();
    }
    return URI.create(line.replace("[INFO] ", ""));
  }

  private static String awaitLine(BufferedReader log, String part) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains(part)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("No line with " + part + " in:\n" + seen);
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Stream<String> stream(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).build();
    return client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
  }
}
