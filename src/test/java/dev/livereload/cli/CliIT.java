package dev.livereload.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.RawHttp;
import dev.livereload.server.SseReader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable jar as a process of its own. */
final class CliIT {

  @TempDir Path folder;
  private Path site;

  @BeforeEach
  void page() throws IOException {
    site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "home");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void itServesTellsEachChangeAndStopsWithTabsOpen(String signal) throws Exception {
    try (JarProcess process = JarProcess.start(folder, "--port", "0", site.toString())) {
      String first = process.line();
      assertTrue(first.matches("http://localhost:\\d+/"), first);
      // Watching and answering by now: no wait.
      Files.writeString(site.resolve("a.css"), "a{}");
      assertEquals("a.css (new) \u2192 no page open", process.line());

      RawHttp http = new RawHttp(URI.create(first).getPort());
      assertEquals(200, http.get("/").status());
      List<SseReader> tabs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        SseReader tab = new SseReader(http, "/__livereload/events");
        tab.event();
        tab.event();
        tabs.add(tab);
      }
      Files.writeString(site.resolve("a.css"), "a{color:red}");
      assertEquals("a.css \u2192 told 20 readers", process.line());
      Files.writeString(site.resolve("\u001b[31m\n.css"), "x");
      assertEquals("\ufffd[31m\ufffd.css (new) \u2192 told 20 readers", process.line());

      Duration took = process.stop(signal);
      assertEquals(0, process.exitCode());
      assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took::toString);
      process.assertNoMoreLines();
      String tag = "<script src=\"" + first + "__livereload/[0-9a-f]{32}/client.js\"></script>";
      assertTrue(
          process.errors().matches("Tag for pages of another origin: " + tag + "\n"),
          process.errors());
      for (SseReader tab : tabs) {
        tab.close();
      }
    }
  }

  @Test
  void tabsSayWhatAChangeDidToThem() throws Exception {
    try (JarProcess process = JarProcess.start(folder, "-v", "-p", "0", site.toString())) {
      RawHttp http = new RawHttp(URI.create(process.line()).getPort());
      try (SseReader events = new SseReader(http, "/__livereload/events")) {
        events.event();
        String run = events.event().replaceAll("(?s).*\"run\":\"(\\w+)\".*", "$1");
        shown(http, "one", run + "-0", "connected", "");
        shown(http, "two", run + "-0", "connected", "");
        Files.writeString(site.resolve("index.html"), "new");
        assertTrue(events.event().contains("/index.html"));
        shown(http, "one", run + "-1", "patched", "text");
        shown(http, "two", run + "-1", "reloaded", "a.js changed\u001b[2J");
      }
      assertEquals(
          "index.html \u2192 reloaded 1 tab, patched in 1 tab (12 ms); a.js changed\ufffd[2J",
          process.line());
      process.stop("TERM");
      assertTrue(process.errors().contains("\n/one patched: text\n"), process.errors());
    }
  }

  private static void shown(RawHttp http, String tab, String id, String effect, String reason) {
    String report =
        "{\"tab\":\"%s\",\"page\":\"/%s\",\"id\":\"%s\",\"effect\":\"%s\",\"reason\":\"%s\",\"time\":12}"
            .formatted(tab, tab, id, effect, reason.replace("\u001b", "\\u001b"));
    RawHttp.Answer answer =
        http.post("/__livereload/shown", report, "Content-Type: application/json");
    assertEquals(204, answer.status());
  }

  @Test
  void quietPrintsTheAddressAlone() throws Exception {
    try (JarProcess process = JarProcess.start(folder, "-q", "-p", "0", site.toString())) {
      RawHttp http = new RawHttp(URI.create(process.line()).getPort());
      try (SseReader events = new SseReader(http, "/__livereload/events")) {
        events.event();
        events.event();
        Files.writeString(site.resolve("a.css"), "a{}");
        assertTrue(events.event().contains("/a.css"));
      }
      process.stop("TERM");
      process.assertNoMoreLines();
      assertEquals("", process.errors());
    }
  }

  @Test
  void otherMachinesAreInvitedWithAToken() throws Exception {
    try (JarProcess process =
        JarProcess.start(folder, "-v", "--host", "0.0.0.0", "-p", "0", site.toString())) {
      URI entrance = URI.create(process.line());
      assertTrue(entrance.getQuery().matches("token=[0-9a-f]{32}"), entrance::toString);
      RawHttp http = new RawHttp(entrance.getPort());
      assertEquals(302, http.get("/?" + entrance.getQuery()).status());
      assertEquals(401, http.get("/").status());
      process.stop("TERM");
      assertTrue(process.errors().contains("\nOther machines can connect: "), process.errors());
      // Nowhere but in the addresses to open.
      String address = "https?://\\S+/\\?" + entrance.getQuery();
      String rest = process.errors().replaceAll(address, "");
      assertFalse(rest.contains(entrance.getQuery().substring("token=".length())), rest);
    }
    try (JarProcess process =
        JarProcess.start(
            folder, "-q", "--host", "0.0.0.0", "--no-token", "-p", "0", site.toString())) {
      RawHttp http = new RawHttp(URI.create(process.line()).getPort());
      assertEquals(200, http.get("/").status());
      process.stop("TERM");
      assertTrue(process.errors().startsWith("DANGER: "), process.errors());
    }
  }

  @Test
  void verboseSaysWhyAFileIsIgnored() throws Exception {
    try (JarProcess process =
        JarProcess.start(folder, "-v", "-p", "0", "--ignore", "*.log", site.toString())) {
      process.line();
      Files.writeString(site.resolve("a.log"), "x");
      Files.writeString(site.resolve("a.css"), "a{}");
      assertEquals("a.css (new) \u2192 no page open", process.line());
      process.stop("TERM");
      long said = process.errors().lines().filter(line -> line.contains("a.log (*.log")).count();
      assertEquals(1, said, process.errors());
    }
  }

  @Test
  void argumentsComeFromAFile() throws Exception {
    Path arguments = folder.resolve("arguments.txt");
    Files.writeString(arguments, "--port 0\n--spa=app.html\n\"" + site + "\"\n");
    Files.writeString(site.resolve("app.html"), "app");
    try (JarProcess process = JarProcess.start(folder, "@" + arguments)) {
      RawHttp http = new RawHttp(URI.create(process.line()).getPort());
      assertTrue(http.get("/route", "Accept: text/html").text().endsWith("app"));
      process.stop("TERM");
    }
  }

  @Test
  void withoutArgumentsThisFolderIsServedAtTheNextFreePort() throws Exception {
    ServerSocket taken = taken(8080);
    try (taken;
        JarProcess process = JarProcess.start(site)) {
      RawHttp http = new RawHttp(URI.create(process.line()).getPort());
      assertTrue(http.get("/").text().endsWith("home"));
      process.stop("TERM");
      assertTrue(
          process.errors().startsWith("Port 8080 is in use, so this is port "), process.errors());
    }
  }

  private static ServerSocket taken(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      // By somebody else, which does as well.
      socket.close();
    }
    return socket;
  }

  @Test
  void readersThatNeverReadDoNotFillTheHeap() throws Exception {
    Files.write(site.resolve("large.bin"), new byte[8 * 1024 * 1024]);
    Files.writeString(site.resolve("large.js"), "x".repeat(4 * 1024 * 1024));
    List<Socket> stuck = new ArrayList<>();
    try (JarProcess process = JarProcess.start(folder, "-p", "0", site.toString())) {
      int port = URI.create(process.line()).getPort();
      RawHttp http = new RawHttp(port);
      byte[] request = http.request("GET", "/large.bin").getBytes(US_ASCII);
      // A quarter of its heap of 64 MB is for what they hold, 64 KB each.
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket();
        stuck.add(socket);
        // What the system takes for a reader is no part of this.
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(request);
      }
      assertEquals("home", http.get("/index.html", "Sec-Fetch-Dest: empty").text());
      RawHttp.Answer more = http.get("/large.js");
      assertEquals(503, more.status());
      assertEquals("1", more.header("Retry-After").orElse(""));
      for (Socket socket : stuck) {
        socket.close();
      }
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (http.get("/large.js").status() == 503) {
        assertTrue(System.nanoTime() < deadline, "What they held was not given back.");
      }
      process.stop("TERM");
    }
  }

  @Test
  void aTakenPortIsAFailureWithItsCure() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      try (JarProcess process =
          JarProcess.start(folder, "--port", String.valueOf(port), site.toString())) {
        assertEquals(1, process.exitCode());
        process.assertNoMoreLines();
        assertEquals(
            "Port %d is in use. Stop the other server, or choose another with --port %d (--port 0 takes any free one).\n"
                .formatted(port, port % 65_535 + 1),
            process.errors());
      }
      try (JarProcess process =
          JarProcess.start(folder, "-v", "--port", String.valueOf(port), site.toString())) {
        assertEquals(1, process.exitCode());
        assertTrue(process.errors().contains("\tat dev.livereload."), process.errors());
      }
    }
  }

  @Test
  void aPortOfTheSystemIsAFailureWithItsCure() throws Exception {
    try (JarProcess process =
        JarProcess.start(asNobodyMuch(), folder, "--port", "1", site.toString())) {
      assertEquals(1, process.exitCode());
      assertEquals(
          "Port 1 is one that only the system's own programs may open."
              + " Choose one from 1024 on, such as --port 8080.\n",
          process.errors());
    }
  }

  @Test
  void aMissingFileOfAnAppIsSaid() throws Exception {
    try (JarProcess process =
        JarProcess.start(folder, "-p", "0", "--spa=app.html", site.toString())) {
      process.line();
      process.stop("TERM");
      assertTrue(
          process
              .errors()
              .startsWith(
                  "There is no app.html in %s, so --spa answers nothing yet. Create it, or name another with --spa=FILE.\n"
                      .formatted(site)),
          process.errors());
    }
  }

  @Test
  void wrongArgumentsAreSaidWithoutAStackTrace() throws Exception {
    try (JarProcess process = JarProcess.start(folder, "--prot", "1")) {
      assertEquals(2, process.exitCode());
      process.assertNoMoreLines();
      assertEquals("There is no option --prot. Did you mean --port?\n", process.errors());
    }
  }

  @Test
  void aFolderThatMayNotBeReadIsSaid() throws Exception {
    Files.setPosixFilePermissions(site, Set.of());
    try (JarProcess process = JarProcess.start(asNobodyMuch(), folder, site.toString())) {
      assertEquals(2, process.exitCode());
      assertEquals(
          "The folder %s cannot be read. Give yourself the right to read it, or name another.\n"
              .formatted(site),
          process.errors());
      assertFalse(process.errors().contains("\tat "));
    }
  }

  @Test
  void aFileThatMayNotBeReadIsAbsent() throws Exception {
    Path file = Files.writeString(site.resolve("private.txt"), "private");
    Files.setPosixFilePermissions(file, Set.of());
    try (JarProcess process =
        JarProcess.start(asNobodyMuch(), folder, "-p", "0", site.toString())) {
      RawHttp http = new RawHttp(URI.create(process.line()).getPort());
      assertEquals(404, http.get("/private.txt").status());
      assertEquals(200, http.get("/").status());
      process.stop("TERM");
    }
  }

  @Test
  void foldersThatMayNotBeReadAreSaidOnceEachAndTheOthersWork() throws Exception {
    for (String name : List.of("one", "two")) {
      Path closed = Files.createDirectory(site.resolve(name));
      Files.writeString(closed.resolve("a.css"), "a{}");
      Files.setPosixFilePermissions(closed, Set.of());
    }
    try (JarProcess process =
        JarProcess.start(asNobodyMuch(), folder, "-p", "0", site.toString())) {
      process.line();
      Files.writeString(site.resolve("a.css"), "a{}");
      assertEquals("a.css (new) \u2192 no page open", process.line());
      process.stop("TERM");
      for (String name : List.of("one", "two")) {
        String sentence =
            "%s cannot be read, so changes in it are not seen.".formatted(site.resolve(name));
        long said = process.errors().lines().filter(line -> line.startsWith(sentence)).count();
        assertEquals(1, said, process.errors());
      }
    }
  }

  @Test
  void aBuildIsRunAndSaidWhenItFails() throws Exception {
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(folder.resolve("src/a.txt"), "good");
    String command =
        "cp src/a.txt site/a.txt; grep -n bad src/a.txt | sed 's,^,src/a.txt:,; s,:bad,: bad,' >&2;"
            + " ! grep -q bad src/a.txt";
    try (JarProcess process =
        JarProcess.start(folder, "-p", "0", "--build", "src/*.txt=" + command, "site")) {
      assertTrue(process.line().startsWith("http://localhost:"));
      assertTrue(process.line().matches("built cp \\(\\d+ ms\\)"));
      assertEquals("a.txt (new) \u2192 no page open", process.line());

      Files.writeString(folder.resolve("src/a.txt"), "bad");
      String failed = process.line();
      assertTrue(failed.matches("failed cp \\(\\d+ ms\\) \u2192 1 error"), failed);

      Files.writeString(folder.resolve("src/a.txt"), "better");
      assertTrue(process.line().startsWith("built cp "));
      assertEquals("a.txt \u2192 no page open", process.line());
      process.stop("TERM");
      process.assertNoMoreLines();
      assertTrue(process.errors().contains("src/a.txt:1: bad\n  src/a.txt:1: error: bad\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void commandsEndWithTheServerHoweverItEnds(String signal) throws Exception {
    String command = "sh -c 'echo $$ > inner; exec sleep 1000' & echo $$ > outer; wait";
    try (JarProcess process =
        JarProcess.start(folder, "-p", "0", "--build", "*.txt=" + command, "site")) {
      process.line();
      List<ProcessHandle> children = List.of(child("outer"), child("inner"));

      process.stop(signal);

      for (ProcessHandle child : children) {
        child.onExit().get(20, TimeUnit.SECONDS);
      }
    }
  }

  /** Waits for the file in which a process has written its id. */
  private ProcessHandle child(String name) throws IOException {
    Path file = folder.resolve(name);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertTrue(System.nanoTime() < deadline, "No file " + name);
      Thread.onSpinWait();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
  }

  @Test
  void helpAndVersionComeFromTheJar() throws Exception {
    try (JarProcess process = JarProcess.start(folder, "--version")) {
      assertTrue(process.line().matches("livereload \\d+\\.\\d+\\.\\d+.*"));
      assertEquals(0, process.exitCode());
    }
  }

  /** Root may read everything and open every port, unless it gives its capabilities away. */
  private List<String> asNobodyMuch() throws IOException {
    boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
    return root ? List.of("setpriv", "--inh-caps=-all", "--bounding-set=-all") : List.of();
  }
}
