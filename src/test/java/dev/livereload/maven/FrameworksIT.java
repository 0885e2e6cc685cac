package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs servers that others make, as their users do, and this one before them. Fetches them from
 * Maven Central: {@code mvn -Pframeworks verify}.
 */
@Tag("frameworks")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FrameworksIT {

  @TempDir private Path folder;

  // What the build has fetched already is not fetched again.
  @BeforeEach
  void makeSettings() throws IOException {
    String fetched =
        """
        <id>fetched</id>
        <url>%s</url>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
        """
            .formatted(Path.of(System.getProperty("livereload.repository")).toUri());
    Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <profiles>
            <profile>
              <id>fetched</id>
              <repositories><repository>%1$s</repository></repositories>
              <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>fetched</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(fetched));
  }

  @AfterEach
  void endWhatATimeoutLeft() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void aWebappBehindJettysPlugin() throws Exception {
    MavenRun.project("webapp", folder);
    int port = freePort();
    try (MavenRun jetty = maven("jetty:run", "-Djetty.http.port=" + port)) {
      jetty.awaitLine("Scan interval");
      try (MavenRun maven = maven("livereload:serve", "-Dlivereload.port=0", "-Dbackend=" + port);
          OpenPage page = new OpenPage(maven.address())) {
        page.awaitSource("compile", "ok");
        assertTrue(page.get("/").contains("A webapp"));
        assertTrue(page.style("/css/app.css").contains("teal"));

        edit("src/main/webapp/css/app.css", "teal", "navy");
        assertTrue(page.event("change").contains("\"updated\":[\"/css/app.css\"]"));
        assertTrue(page.style("/css/app.css").contains("navy"));

        edit("src/main/webapp/index.html", "A webapp", "Still a webapp");
        page.await("index.html changed");
        assertTrue(page.get("/").contains("Still a webapp"));

        assertTrue(page.get("/greeting").contains("One"));
        edit("src/main/java/app/Greeting.java", "<h1>One", "<h1>Two");
        awaitShown(page, "/greeting", "Two");
      }
    }
  }

  @Test
  void springBootWithThymeleafAndDevTools() throws Exception {
    MavenRun.project("spring-boot", folder);
    int port = freePort();
    String arguments = "-Dspring-boot.run.arguments=--server.port=" + port;
    try (MavenRun boot = maven("spring-boot:run", arguments)) {
      boot.awaitLine("Started Application");
      try (MavenRun maven = maven("livereload:serve", "-Dlivereload.port=0", "-Dbackend=" + port);
          OpenPage page = new OpenPage(maven.address())) {
        page.awaitSource("compile", "ok");
        String html = page.get("/");
        assertTrue(html.contains("/__livereload/client.js"), html);
        assertTrue(page.style("/css/app.css").contains("teal"));

        edit("src/main/resources/static/css/app.css", "teal", "navy");
        assertTrue(page.event("change").contains("\"updated\":[\"/css/app.css\"]"));
        assertTrue(page.style("/css/app.css").contains("navy"));

        edit("src/main/resources/templates/index.html", "Template one", "Template two");
        page.await("index.html changed");
        assertTrue(page.get("/").contains("Template two"));

        edit("src/main/java/app/Application.java", "\"One\"", "\"Two\"");
        awaitShown(page, "/", "Two");

        edit("src/main/java/app/Application.java", "\"Two\"", "Three");
        String built = page.await("\"errors\":[{");
        assertTrue(built.contains("\"file\":\"src/main/java/app/Application.java\""), built);
        assertTrue(page.get("/").contains("Two"));

        edit("src/main/java/app/Application.java", "Three", "\"Three\"");
        awaitShown(page, "/", "Three");
      }
    }
  }

  @Test
  void springBootByTheTagWithoutTheProxy() throws Exception {
    MavenRun.project("spring-boot", folder);
    edit("pom.xml", "<proxy>${backend}</proxy>", "<inject>false</inject>");
    int port = freePort();
    try (MavenRun maven = maven("livereload:serve", "-Dlivereload.port=0")) {
      String tag = maven.awaitLine("Tag for pages of another origin: ").replaceAll(".*: <", "<");
      edit("src/main/resources/templates/index.html", "</title>", "</title>" + tag);
      String arguments = "-Dspring-boot.run.arguments=--server.port=" + port;
      try (MavenRun boot = maven("spring-boot:run", arguments)) {
        boot.awaitLine("Started Application");
        URI application = URI.create("http://localhost:" + port);
        URI client = URI.create(tag.replaceAll(".*src=\"([^\"]+)\".*", "$1"));
        try (OpenPage page = new OpenPage(client.resolve("events"), application)) {
          assertTrue(page.get("/").contains(tag));

          edit("src/main/resources/static/css/app.css", "teal", "navy");
          page.await("\"updated\":[\"/css/app.css\"]");
          assertTrue(page.style("/css/app.css").contains("navy"));

          // Nothing else was told of the style sheet, for which the page would reload.
          edit("src/main/resources/templates/index.html", "Template one", "Template two");
          assertTrue(page.event("reload").contains("index.html changed"));
          assertTrue(page.get("/").contains("Template two"));
        }
      }
    }
  }

  @Test
  void withoutANetwork() throws Exception {
    MavenRun.project("modules", folder);
    // What is needed is there once it has run.
    serveOnce();
    assertFalse(serveOnce("-o").contains("Downloading"));
  }

  private String serveOnce(String... more) throws Exception {
    String[] arguments =
        Stream.concat(Stream.of("livereload:serve", "-Dlivereload.port=0"), Stream.of(more))
            .toArray(String[]::new);
    try (MavenRun maven = maven(arguments);
        OpenPage page = new OpenPage(maven.address())) {
      page.awaitSource("forked", "ok");
      page.awaitSource("compile", "ok");
      assertEquals(200, page.answer("/").statusCode());
      return maven.log();
    }
  }

  /** Waits until a page that asks anew at each event shows {@code text}: it is told when to. */
  private static void awaitShown(OpenPage page, String path, String text) throws Exception {
    do {
      page.event("reload");
    } while (!page.get(path).contains(text));
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertTrue(text.contains(from), text);
    Files.writeString(path, text.replace(from, to));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private MavenRun maven(String... arguments) throws IOException {
    return MavenRun.start(
        folder,
        Stream.concat(Stream.of("-s", "settings.xml"), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
