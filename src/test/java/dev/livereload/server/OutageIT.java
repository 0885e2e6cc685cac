package dev.livereload.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server behind the proxy that is down, or restarts. */
final class OutageIT {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final String HTML = "Accept: text/html,*/*;q=0.8";

  @TempDir Path folder;

  private TestServer before(RawBackend backend, UnaryOperator<DevServerOptions.Builder> options)
      throws IOException {
    LiveReloadOptions watched =
        new LiveReloadOptions(List.of(), List.of(folder), List.of(), Optional.empty());
    return TestServer.of(watched, builder -> options.apply(builder.proxy(backend.url())));
  }

  private TestServer before(RawBackend backend) throws IOException {
    return before(backend, options -> options);
  }

  @Test
  void aNavigationGetsAPageThatWaitsAndAnythingElseALine() throws Exception {
    try (RawBackend backend = RawBackend.saying(OK);
        TestServer server = before(backend)) {
      backend.stop();

      RawHttp.Answer page = server.http().get("/a", HTML);
      assertEquals(503, page.status());
      assertEquals("no-store", page.header("Cache-Control").orElse(""));
      assertTrue(page.text().contains("<script async src=\"/__livereload/client.js\""), page::text);
      assertTrue(page.text().contains("Waiting for localhost:" + backend.port()), page::text);
      assertTrue(page.text().contains(backend.url()), page::text);
      assertTrue(page.text().contains("Connection refused"), page::text);
      assertTrue(page.text().matches("(?s).*<dd>\\d\\d:\\d\\d:\\d\\d</dd>.*"), page::text);
      TestServer.assertMarked(page);
      assertTrue(server.notice().toString().contains("does not answer: Connection refused"));

      for (String[] asked :
          List.of(
              new String[] {"POST", HTML},
              new String[] {"GET", "Sec-Fetch-Dest: empty"},
              new String[] {"GET", "Accept: */*"})) {
        RawHttp.Answer answer = server.http().ask(asked[0], "/a", asked[1]);
        assertEquals(503, answer.status());
        assertEquals("text/plain;charset=utf-8", answer.header("Content-Type").orElse(""));
      }
    }
  }

  @Test
  void whenTheServerIsBackPagesAreToldAndNothingIsSentAgain() throws Exception {
    try (RawBackend backend = RawBackend.saying(OK);
        TestServer server = before(backend);
        SseReader events = server.events()) {
      backend.stop();
      assertEquals(503, server.http().ask("POST", "/a").status());
      backend.restart();

      String reason = "localhost:" + backend.port() + " answers again";
      assertTrue(events.event().contains("{\"reason\":\"" + reason + "\",\"patch\":true}"));
      assertFalse(backend.wasAsked());
      assertEquals("hi", server.http().get("/a").body());
    }
  }

  @Test
  void aChangedFileIsTold() throws Exception {
    try (RawBackend backend = RawBackend.saying(OK);
        TestServer server = before(backend);
        SseReader events = server.events()) {
      TestServer.write(folder.resolve("templates/page.html"), "x");
      assertTrue(events.event().contains("{\"reason\":\"page.html changed\",\"patch\":true}"));
    }
  }

  @Test
  void aChangedFileIsToldWhenTheServerIsBackAndNotBefore() throws Exception {
    try (RawBackend backend = RawBackend.saying(OK);
        TestServer server = before(backend);
        SseReader events = server.events()) {
      backend.stop();
      TestServer.write(folder.resolve("Main.java"), "x");
      assertTrue(server.notice().toString().contains("does not answer"));
      backend.restart();
      assertTrue(events.event().contains("answers again\",\"patch\":true}"));
    }
  }

  @Test
  void aChangedFileThatAPageHasAskedForHasItsUrl() throws Exception {
    try (RawBackend backend = RawBackend.saying(OK);
        TestServer server = before(backend);
        SseReader events = server.events()) {
      server.http().get("/css/a.css", "Sec-Fetch-Dest: style");
      TestServer.write(folder.resolve("static/css/a.css"), "a{}");
      assertTrue(events.event().contains("\"updated\":[\"/css/a.css\"]"));

      // The browser asks no more for what a sheet has imported, whatever happens to the sheet.
      String[] imported = {
        "Sec-Fetch-Dest: style", "Referer: http://localhost:" + server.port() + "/css/a.css"
      };
      server.http().get("/css/in.css", imported);
      TestServer.write(folder.resolve("static/css/in.css"), "b{}");
      assertTrue(events.event().contains("{\"reason\":\"in.css changed\",\"patch\":false}"));
    }
  }

  @Test
  void aRequestThatIsTakenAndNotAnsweredIsNotSentAgain() throws Exception {
    try (RawBackend backend = RawBackend.of((asked, in, out) -> asked.line().startsWith("HEAD"));
        TestServer server = before(backend)) {
      assertEquals(502, server.http().ask("POST", "/a").status());
      assertEquals("POST /a HTTP/1.1", backend.asked().line());
      assertFalse(backend.wasAsked());
      RawHttp.Answer page = server.http().get("/b", HTML);
      assertEquals(502, page.status());
      assertTrue(page.text().contains("closed the connection without an answer"), page::text);
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNotMadeWhole() throws Exception {
    try (RawBackend backend =
            RawBackend.saying("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        TestServer server = before(backend);
        Socket socket = server.http().connect()) {
      String asked = server.http().request("GET", "/a");
      socket.getOutputStream().write(asked.getBytes(UTF_8));
      assertTrue(RawHttp.header(socket.getInputStream()).contains("Content-Length: 9"));
      assertEquals(4, socket.getInputStream().readNBytes(4).length);
      backend.stop();
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void readyIsAServerWhoseAnswerToThePathSaysSo() throws Exception {
    boolean[] ready = {false};
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  boolean health = asked.line().startsWith("GET /health ");
                  String status = health && !ready[0] ? "404 Not Found" : "200 OK";
                  out.write(
                      ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(UTF_8));
                  ready[0] |= health;
                  return true;
                });
        TestServer server = before(backend, options -> options.waitFor("/health"));
        SseReader events = server.events()) {
      backend.stop();
      assertEquals(503, server.http().get("/a").status());
      backend.restart();
      assertTrue(events.event().contains("answers again"));
      assertTrue(ready[0]);
    }
  }
}
