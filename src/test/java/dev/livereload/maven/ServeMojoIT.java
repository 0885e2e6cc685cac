package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
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
@Timeout(120)
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
    awaitLine(log, ":serve ");
    // The first line of the goal: nothing of Jetty's or Javalin's comes before it.
    URI url = URI.create(log.readLine().replace("[INFO] ", ""));

    HttpResponse<String> page = get(url);
    try (Stream<String> events = stream(url.resolve("/__livereload/events"))) {
      Files.writeString(site.resolve("index.html"), "<!doctype html><title>Two</title>");
      String change = events.filter(line -> line.contains("index.html")).findFirst().orElseThrow();

      assertEquals(200, page.statusCode());
      assertTrue(
          page.body().contains("<script async src=\"/__livereload/client.js\""), page.body());
      assertEquals("data: {\"added\":[],\"removed\":[],\"updated\":[\"/index.html\"]}", change);
      awaitLine(log, "changed index.html");

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
