package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tag in pages of a server behind the proxy. */
final class ProxiedPagesIT {

  private static final String PAGE = "<!doctype html>\n<head lang='>'>\n<title>\u00fc</title>home";
  private static final String TAG = "<script async src=\"/__livereload/client.js\"";
  private static final String HTML = "Content-Type: text/html; charset=iso-8859-1";

  @TempDir Path folder;

  private TestServer before(RawBackend backend) throws IOException {
    LiveReloadOptions watched =
        new LiveReloadOptions(List.of(), List.of(folder), List.of(), Optional.empty());
    return TestServer.of(watched, options -> options.proxy(backend.url()));
  }

  private static String answer(String body, String... header) {
    String length = "Content-Length: " + body.length();
    return "HTTP/1.1 200 OK\r\n"
        + String.join("\r\n", header)
        + (header[header.length - 1].startsWith("Transfer") ? "" : "\r\n" + length)
        + "\r\n\r\n"
        + body;
  }

  private static String withoutTag(String page) {
    return page.replaceFirst(TAG + "[^>]*></script>", "");
  }

  @Test
  void aPageGetsTheTagAndAHeaderThatIsTrue() throws IOException {
    String said =
        answer(
            PAGE, HTML, "ETag: \"1\"", "Last-Modified: x", "Digest: y", "Cache-Control: max-age=9");
    try (RawBackend backend = RawBackend.saying(said);
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().get("/", "If-None-Match: \"1\"");

      assertTrue(answer.body().startsWith("<!doctype html>\n<head lang='>'>" + TAG), answer::body);
      assertEquals(PAGE, withoutTag(answer.body()));
      assertEquals(
          Optional.of(String.valueOf(answer.body().length())), answer.header("Content-Length"));
      assertEquals(Optional.of("no-cache"), answer.header("Cache-Control"));
      for (String gone : List.of("ETag", "Last-Modified", "Digest")) {
        assertEquals(Optional.empty(), answer.header(gone));
      }
    }
  }

  @Test
  void whatAPageWasMadeOfIsKeptForItsPatch() throws IOException {
    try (RawBackend backend = RawBackend.saying(answer(PAGE, HTML));
        TestServer server = before(backend)) {
      String token =
          server.http().get("/").body().replaceAll("(?s).*data-base=\"([^\"]+)\".*", "$1");
      RawHttp.Answer document = server.http().get("/__livereload/document?of=" + token);
      assertEquals(200, document.status());
      assertEquals(PAGE, document.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Dest: empty",
        "HX-Request: true",
        "Turbo-Frame: a",
        "X-Requested-With: XMLHttpRequest"
      })
  void aFragmentIsLeftAloneWithItsHeader(String header) throws Exception {
    try (RawBackend backend = RawBackend.saying(answer(PAGE, HTML, "ETag: \"1\""));
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().get("/", header, "Accept-Encoding: br");
      assertEquals(PAGE, answer.body());
      assertEquals(Optional.of("\"1\""), answer.header("ETag"));
      assertEquals(List.of("br"), backend.asked().values("Accept-Encoding"));
    }
  }

  @Test
  void ourClientGetsTheNewestDocumentAsANavigationDoes() throws IOException {
    try (RawBackend backend = RawBackend.saying(answer(PAGE, HTML));
        TestServer server = before(backend)) {
      String[] ours = {
        "X-LiveReload: document", "Sec-Fetch-Dest: empty", "Sec-Fetch-Site: same-origin"
      };
      assertTrue(server.http().get("/", ours).body().contains(TAG));
      ours[2] = "Sec-Fetch-Site: cross-site";
      assertEquals(PAGE, server.http().get("/", ours).body());
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip", "deflate"})
  void anEncodedPageIsDecoded(String encoding) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out =
        encoding.equals("gzip")
            ? new GZIPOutputStream(encoded)
            : new DeflaterOutputStream(encoded)) {
      out.write(PAGE.getBytes(ISO_8859_1));
    }
    String said = answer(encoded.toString(ISO_8859_1), HTML, "Content-Encoding: " + encoding);
    try (RawBackend backend = RawBackend.saying(said);
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().get("/");
      assertTrue(answer.body().contains(TAG + " data-id="), answer::body);
      assertEquals(Optional.empty(), answer.header("Content-Encoding"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/html\r\nContent-Encoding: br",
        "Content-Type: text/html\r\nContent-Disposition: attachment",
        "Content-Type: image/svg+xml",
        "Content-Type: text/plain",
        "X: y"
      })
  void whatIsNoPageOrCannotBeReadIsLeftAlone(String header) throws IOException {
    try (RawBackend backend = RawBackend.saying(answer(PAGE, header));
        TestServer server = before(backend)) {
      assertEquals(PAGE, server.http().get("/").body());
    }
  }

  @Test
  void aPageThatComesOctetByOctetIsTheSame() throws IOException {
    StringBuilder chunks = new StringBuilder();
    PAGE.chars().forEach(c -> chunks.append("1\r\n").append((char) c).append("\r\n"));
    String said = answer(chunks + "0\r\n\r\n", HTML, "Transfer-Encoding: chunked");
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  for (byte octet : said.getBytes(ISO_8859_1)) {
                    out.write(octet);
                    out.flush();
                  }
                  return true;
                });
        TestServer server = before(backend)) {
      String raw = server.http().get("/").body();
      String page = raw.replaceAll("(?<=^|\r\n)[0-9a-f]+\r\n|\r\n", "");
      assertTrue(page.contains("<head lang='>'>" + TAG), page);
      assertEquals(PAGE, withoutTag(page));
    }
  }

  @Test
  void aPageThatPausesGoesOutAsFarAsItHasCome() throws Exception {
    Semaphore read = new Semaphore(0);
    try (RawBackend backend =
            RawBackend.of(
                (asked, in, out) -> {
                  String head = "HTTP/1.1 200 OK\r\n" + HTML + "\r\n\r\n<!doctype html><head>";
                  out.write(head.getBytes(ISO_8859_1));
                  assertTrue(read.tryAcquire(RawHttp.DEADLINE, TimeUnit.MILLISECONDS));
                  out.write("<title>x</title>".getBytes(ISO_8859_1));
                  return false;
                });
        TestServer server = before(backend);
        Socket socket = server.http().connect()) {
      socket.getOutputStream().write(server.http().request("GET", "/").getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      StringBuilder seen = new StringBuilder();
      while (seen.indexOf(TAG) < 0) {
        seen.append((char) in.read());
      }
      read.release();
      assertTrue(new String(in.readAllBytes(), ISO_8859_1).contains("<title>x</title>"));
    }
  }

  @Test
  void utf16GetsItsTagInItsOwnUnits() throws IOException {
    String page = new String("\uFEFF<!doctype html><head>".getBytes(UTF_16LE), ISO_8859_1);
    try (RawBackend backend = RawBackend.saying(answer(page, "Content-Type: text/html"));
        TestServer server = before(backend)) {
      String body = server.http().get("/").body();
      assertTrue(new String(body.getBytes(ISO_8859_1), UTF_16LE).contains(TAG), body);
    }
  }

  @Test
  void theNonceOfThePolicyIsUsedAndOneThatForbidsIsNamed() throws IOException {
    String nonce = "Content-Security-Policy: script-src 'nonce-abc'";
    try (RawBackend backend = RawBackend.saying(answer(PAGE, HTML, nonce));
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().get("/");
      assertTrue(answer.body().contains(" nonce=\"abc\""), answer::body);
    }
    String none = "Content-Security-Policy: script-src 'none'";
    try (RawBackend backend = RawBackend.saying(answer(PAGE, HTML, none));
        TestServer server = before(backend)) {
      server.http().get("/here");
      String said = server.notice().toString();
      assertTrue(said.contains("/here") && said.contains("script-src 'none'"), said);
    }
  }

  @Test
  void headSaysWhatGetWould() throws IOException {
    try (RawBackend backend =
            RawBackend.saying("HTTP/1.1 200 OK\r\n" + HTML + "\r\nETag: x\r\n\r\n");
        TestServer server = before(backend)) {
      RawHttp.Answer answer = server.http().head("/");
      assertEquals(Optional.empty(), answer.header("Content-Length"));
      assertEquals(Optional.empty(), answer.header("ETag"));
    }
  }
}
