package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.livereload.LiveReloadListener;
import dev.livereload.LiveReloadOptions;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import dev.livereload.server.DevServer;
import dev.livereload.server.DevServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the goals in a Maven of its own; each run takes seconds, so each test asks for much. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ServeMojoIT {

  private static final String GOAL =
      "dev.livereload:livereload-maven-plugin:"
          + System.getProperty("livereload.version")
          + ":serve";

  private static final String PORT = "-Dlivereload.port=0";

  // What Jetty and Javalin log of their start, and what SLF4J says where it finds two of it.
  private static final Pattern FOREIGN =
      Pattern.compile(
          "^(?:.*SLF4J.*|Javalin:.*|\\[INFO] (?!Download).*(?:Javalin|jetty-|Started ).*)$",
          Pattern.MULTILINE);

  @TempDir private Path folder;

  @BeforeEach
  void makeSettings() throws IOException {
    // What the build has fetched is all that the goals need: their Maven asks nobody else.
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
  void endWhatATimeoutLeft() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void servesAndAnnouncesUntilItIsStopped() throws Exception {
    MavenRun.project("site", folder);
    try (MavenRun maven = maven("livereload:serve", PORT);
        OpenPage page = new OpenPage(maven.address())) {
      String html = page.get("/");
      Files.writeString(folder.resolve("docs/index.html"), "<!doctype html><title>Two</title>");

      assertTrue(html.contains("<script async src=\"/__livereload/client.js\""), html);
      assertEquals(404, page.answer("/pom.xml").statusCode());
      assertTrue(maven.log().contains("[INFO] Serving " + folder.resolve("docs")), maven::log);
      assertEquals(
          "{\"added\":[],\"removed\":[],\"updated\":[\"/index.html\"]}", page.event("change"));
      maven.awaitLine("] index.html ");
      assertFalse(FOREIGN.matcher(maven.log()).find(), maven::log);
      assertTrue(maven.stop(), "Maven went on");
    }
  }

  @Test
  void servesAFolderWithoutAProject() throws Exception {
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("a.txt"), "a");
    try (MavenRun maven = maven(GOAL, "-Dlivereload.dir=" + site, PORT);
        OpenPage page = new OpenPage(maven.address())) {
      assertEquals("a", page.get("/a.txt"));
    }
  }

  @Test
  void buildsModulesInTheSessionAndElsewhereAndStandsBeforeTheServer() throws Exception {
    MavenRun.project("modules", folder);
    Path greeting = folder.resolve("lib/src/main/java/lib/Greeting.java");
    Path compiled = folder.resolve("lib/target/classes/lib/Greeting.class");
    String source = Files.readString(greeting);
    HttpServer backend = backend();
    String proxy = "-Dlivereload.proxy=" + backend.getAddress().getPort();
    try (MavenRun maven = maven("livereload:serve", PORT, proxy);
        OpenPage page = new OpenPage(maven.address())) {
      assertTrue(page.get("/").contains("Behind"));
      // All run once at the start; what cp writes is a resource of the app.
      awaitGood(page, "compile", "forked", "cp");
      awaitResource(page);

      Files.writeString(greeting, source.replace("One", "Two"));
      // What the builds at the start wrote may be told before it, or with it.
      do {
        page.event("reload");
      } while (!Files.readString(compiled, StandardCharsets.ISO_8859_1).contains("Two"));

      // Nothing of ours is on the class path of the project.
      Files.writeString(
          greeting, source.replace("package lib;", "package lib; import io.javalin.Javalin;"));
      String built = page.await("\"errors\":[{");
      assertTrue(built.contains("package io.javalin does not exist"), built);
      assertTrue(
          built.contains("\"file\":\"lib/src/main/java/lib/Greeting.java\",\"line\":1,"), built);
      maven.awaitLine("[ERROR] failed compile (");

      Files.writeString(greeting, source);
      awaitGood(page, "compile");

      Files.writeString(folder.resolve("app/note.txt"), "two");
      page.await("{\"name\":\"forked\",\"files\":[\"app/note.txt\"]}");
      awaitGood(page, "forked");
    } finally {
      backend.stop(0);
    }
  }

  private static void awaitGood(OpenPage page, String... names) throws Exception {
    for (String name : names) {
      page.awaitSource(name, "ok");
    }
  }

  // What the first run of cp wrote has been noticed and compiled by the time both rest.
  private void awaitResource(OpenPage page) throws Exception {
    Path copied = folder.resolve("app/target/classes/static/page.html");
    while (!Files.exists(copied)) {
      page.awaitSource("compile", "ok");
    }
  }

  private static HttpServer backend() throws IOException {
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
    return backend;
  }

  @Test
  void saysWhatIsMissingInOneSentence() throws Exception {
    String nowhere = "-Dlivereload.dir=" + folder.resolve("nowhere");
    String log = failure(GOAL, nowhere, "-Dlivereload.prot=0", PORT);

    assertTrue(
        log.contains("There is no folder " + folder.resolve("nowhere") + ". Create it, or"), log);
    assertTrue(log.contains("[WARNING] No goal has a property livereload.prot, "), log);
    assertTrue(log.contains(" Did you mean livereload.port?"), log);
    assertFalse(log.contains("livereload.dir,"), log);
  }

  @Test
  void neverServesTheFolderOfTheProject() throws Exception {
    MavenRun.project("site", folder);
    Files.move(folder.resolve("docs"), folder.resolve("pages"));

    String log = failure("livereload:serve");

    assertTrue(log.contains("There is no folder to serve. Name one with"), log);
  }

  private String failure(String... arguments) throws Exception {
    try (MavenRun maven = maven(arguments)) {
      assertEquals(1, maven.exitCode(), maven::log);
      return maven.log();
    }
  }

  @Test
  void aBuildReportsToTheServerThatRuns() throws Exception {
    Path site = Files.createDirectory(folder.resolve("site"));
    Recorder told = new Recorder();
    DevServerOptions options = DevServerOptions.builder(LiveReloadOptions.of(site)).port(0).build();
    try (DevServer server = DevServer.start(options, told);
        MavenRun maven = reports(server.url().toString())) {
      server.ready().get();
      assertEquals(0, maven.exitCode(), maven::log);

      assertEquals(
          List.of(
              "building tsc [a.ts, b.ts]",
              "built reports [no]",
              "change [/a%20b.css]",
              "reload new jar false"),
          told.events);
      assertTrue(maven.log().contains("[INFO] Skipped."), maven::log);
      assertTrue(maven.log().contains("so no page was told."), maven::log);
      assertTrue(maven.log().contains("livereload:publish"), maven::log);
      assertTrue(maven.log().contains("livereload:serve"), maven::log);
    }
  }

  private MavenRun reports(String server) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>it</groupId>
          <artifactId>reports</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <build>
            <plugins>
              <plugin>
                <groupId>dev.livereload</groupId>
                <artifactId>livereload-maven-plugin</artifactId>
                <version>%s</version>
                <executions>
                  %s
                </executions>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(
                System.getProperty("livereload.version"),
                String.join(
                    "\n",
                    report(
                        "<type>building</type><name>tsc</name>"
                            + "<files><file>a.ts</file><file>b.ts</file></files>"),
                    report("<errors><error>no</error></errors>"),
                    report("<type>change</type><updated><url>/a b.css</url></updated>"),
                    report("<type>reload</type><reason>new jar</reason><patch>false</patch>"),
                    report("<server>%d</server>".formatted(free)),
                    report("<skip>true</skip>"))));
    return maven("validate", "livereload:help", "-Dlivereload.server=" + server);
  }

  private static String report(String configuration) {
    return """
        <execution>
          <id>%s</id>
          <phase>validate</phase>
          <goals><goal>publish</goal></goals>
          <configuration>%s</configuration>
        </execution>
        """
        .formatted(configuration.replaceAll("[^a-z]", ""), configuration);
  }

  private MavenRun maven(String... arguments) throws IOException {
    String[] all =
        Stream.concat(Stream.of("-s", "settings.xml"), Stream.of(arguments)).toArray(String[]::new);
    return MavenRun.start(folder, all);
  }

  /** Words events as they are told. */
  private static final class Recorder implements LiveReloadListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void told(EventId id, LiveEvent event) {
      events.add(words(event));
    }

    private static String words(LiveEvent event) {
      if (event instanceof LiveEvent.Building building) {
        return "building " + building.name() + " " + building.files();
      }
      if (event instanceof LiveEvent.Built built) {
        return "built "
            + built.name()
            + " "
            + built.errors().stream().map(problem -> problem.message()).toList();
      }
      if (event instanceof LiveEvent.Change change) {
        return "change " + change.updated();
      }
      if (event instanceof LiveEvent.Reload reload) {
        return "reload " + reload.reason() + " " + reload.patch();
      }
      throw new AssertionError(event);
    }

    @Override
    public void shown(Outcome outcome) {
      // What tabs did is nothing here: there are none.
    }

    @Override
    public void noticed(Notice notice) {
      events.add(notice.toString());
    }
  }
}
