package dev.livereload.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tag in pages of an application. */
final class FilteredPagesIT {

  private static final String PAGE = "<!doctype html>\n<head lang='>'>\n<title>\u00fc</title>home";
  private static final String TAG = "<script async src=\"/__livereload/client.js\"";
  private static final String HTML = "text/html;charset=utf-8";

  @TempDir Path folder;
  private App app;

  @BeforeEach
  void start() throws Exception {
    app = App.watching(folder);
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private static void print(HttpServletResponse response, String page) throws IOException {
    response.setContentType(HTML);
    response.getWriter().print(page);
  }

  /** The body as it was sent, without the chunks that carry it. */
  private static String body(RawHttp.Answer answer) {
    if (answer.header("Transfer-Encoding").isEmpty()) {
      return answer.text();
    }
    StringBuilder whole = new StringBuilder();
    String rest = answer.body();
    while (!rest.isEmpty()) {
      int end = rest.indexOf("\r\n");
      int length = Integer.parseInt(rest.substring(0, end), 16);
      whole.append(rest, end + 2, end + 2 + length);
      rest = length == 0 ? "" : rest.substring(end + 2 + length + 2);
    }
    return new String(whole.toString().getBytes(ISO_8859_1), UTF_8);
  }

  private static String withoutTag(String page) {
    return page.replaceFirst(TAG + "[^>]*></script>", "");
  }

  private static void assertTagged(String expected, RawHttp.Answer answer) {
    String body = body(answer);
    assertTrue(body.contains(TAG), body);
    assertEquals(expected, withoutTag(body));
    answer
        .header("Content-Length")
        .ifPresent(length -> assertEquals(answer.body().length(), Integer.parseInt(length)));
  }

  @Test
  void aPageGetsTheTagAndAHeaderThatIsTrue() {
    app.with(
        "/",
        (request, response) -> {
          response.setHeader("ETag", "\"1\"");
          response.setDateHeader("Last-Modified", 0);
          response.addHeader("Digest", "x");
          response.setHeader("Cache-Control", "max-age=9");
          response.setContentLength(PAGE.getBytes(UTF_8).length);
          print(response, PAGE);
        });

    RawHttp.Answer answer = app.http().get("/");

    assertTrue(answer.text().startsWith("<!doctype html>\n<head lang='>'>" + TAG), answer::text);
    assertTagged(PAGE, answer);
    assertTrue(answer.header("Content-Length").isPresent());
    assertEquals(Optional.of("no-cache"), answer.header("Cache-Control"));
    assertTrue(answer.header("Content-Type").orElse("").matches("(?i)text/html; ?charset=utf-8"));
    for (String gone : List.of("ETag", "Last-Modified", "Digest")) {
      assertEquals(Optional.empty(), answer.header(gone));
    }
  }

  @Test
  void whatAPageWasMadeOfIsKeptForItsPatch() {
    app.with("/", (request, response) -> print(response, PAGE));
    String token = app.http().get("/").body().replaceAll("(?s).*data-base=\"([^\"]+)\".*", "$1");

    RawHttp.Answer document = app.http().get("/__livereload/document?of=" + token);

    assertEquals(200, document.status());
    assertEquals(PAGE, document.text());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLongPageGoesOutAsItComes(boolean promised) {
    String page = PAGE + "x".repeat(300_000);
    app.with(
        "/",
        (request, response) -> {
          response.setContentType(HTML);
          byte[] bytes = page.getBytes(UTF_8);
          if (promised) {
            response.setContentLengthLong(bytes.length);
          }
          for (int at = 0; at < bytes.length; at += 777) {
            response.getOutputStream().write(bytes, at, Math.min(777, bytes.length - at));
          }
        });

    RawHttp.Answer answer = app.http().get("/");

    assertTagged(page, answer);
    assertEquals(promised, answer.header("Content-Length").isPresent());
  }

  @Test
  void whatIsFlushedIsThereBeforeTheRest() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    app.with(
        "/",
        (request, response) -> {
          print(response, "<!doctype html><head><title>begun");
          response.flushBuffer();
          await(seen);
          response.getWriter().print("</title>done");
        });

    try (Socket socket = app.http().connect()) {
      socket.getOutputStream().write(app.http().request("GET", "/").getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      RawHttp.header(in);
      ByteArrayOutputStream begun = new ByteArrayOutputStream();
      while (!begun.toString(UTF_8).contains("begun")) {
        begun.write(in.read());
      }
      assertTrue(begun.toString(UTF_8).contains(TAG), () -> begun.toString(UTF_8));
      seen.countDown();
      assertTrue(new String(in.readAllBytes(), UTF_8).contains("</title>done"));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(App.DEADLINE, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
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
  void aFragmentIsLeftAlone(String header) {
    app.with(
        "/",
        (request, response) -> {
          assertEquals("br", request.getHeader("Accept-Encoding"));
          assertEquals("\"0\"", request.getHeader("If-None-Match"));
          response.setHeader("ETag", "\"1\"");
          print(response, PAGE);
        });

    RawHttp.Answer answer =
        app.http().get("/", header, "Accept-Encoding: br", "If-None-Match: \"0\"");

    assertEquals(PAGE, answer.text());
    assertEquals(Optional.of("\"1\""), answer.header("ETag"));
  }

  @Test
  void ourClientGetsTheNewestDocumentAsANavigationDoes() {
    app.with("/", (request, response) -> print(response, PAGE));

    assertTagged(
        PAGE,
        app.http()
            .get(
                "/",
                "X-LiveReload: document",
                "Sec-Fetch-Dest: empty",
                "Sec-Fetch-Site: same-origin"));
  }

  @Test
  void aPageIsAskedForWholeAndAsItIs() {
    app.with(
        "/",
        (request, response) -> {
          assertEquals("identity", request.getHeader("accept-encoding"));
          assertEquals(List.of("identity"), list(request, "Accept-Encoding"));
          assertEquals(List.of(), list(request, "If-None-Match"));
          assertEquals(-1, request.getDateHeader("If-Modified-Since"));
          assertEquals("x", request.getHeader("X-Other"));
          print(response, PAGE);
        });

    assertTagged(
        PAGE,
        app.http()
            .get(
                "/",
                "Accept-Encoding: gzip",
                "If-None-Match: *",
                "If-Modified-Since: Thu, 26 Nov 2026 00:00:00 GMT",
                "X-Other: x"));
  }

  private static List<String> list(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  @Test
  void whatIsEncodedAllTheSameIsLeftAlone() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(PAGE.getBytes(UTF_8));
    }
    app.with(
        "/",
        (request, response) -> {
          response.setContentType(HTML);
          response.setHeader("Content-Encoding", "gzip");
          response.setHeader("ETag", "\"1\"");
          response.getOutputStream().write(packed.toByteArray());
        });

    RawHttp.Answer answer = app.http().get("/");

    assertEquals(packed.toString(ISO_8859_1), answer.body());
    assertEquals(Optional.of("gzip"), answer.header("Content-Encoding"));
    assertEquals(Optional.of("\"1\""), answer.header("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/svg+xml", "application/json", "text/plain"})
  void whatIsNoPageIsLeftAloneWithItsHeader(String type) {
    app.with(
        "/",
        (request, response) -> {
          response.setContentType(type);
          response.setHeader("ETag", "\"1\"");
          response.setIntHeader("Content-Length", 7);
          response.getOutputStream().print("<head>x");
        });

    RawHttp.Answer answer = app.http().get("/");

    assertEquals("<head>x", answer.text());
    assertEquals(Optional.of("\"1\""), answer.header("ETag"));
    assertEquals(Optional.of("7"), answer.header("Content-Length"));
  }

  @Test
  void headSaysWhatGetWould() {
    app.with(
        "/",
        (request, response) -> {
          response.setContentType(HTML);
          response.setHeader("ETag", "\"1\"");
          response.setContentLength(PAGE.getBytes(UTF_8).length);
          if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(PAGE.getBytes(UTF_8));
          }
        });

    RawHttp.Answer head = app.http().head("/");

    assertEquals(200, head.status());
    assertEquals(Optional.empty(), head.header("ETag"));
    assertEquals(Optional.empty(), head.header("Content-Length"));
    assertEquals(Optional.of("no-cache"), head.header("Cache-Control"));
  }

  @Test
  void anErrorPageOfTheApplicationHasTheTag() {
    app.with("/missing", (request, response) -> print(response, PAGE));

    RawHttp.Answer answer = app.http().get("/nowhere");

    assertEquals(404, answer.status());
    assertTagged(PAGE, answer);
  }

  @Test
  void whatWasWrittenBeforeAnErrorIsForgotten() {
    app.with("/missing", (request, response) -> print(response, PAGE))
        .with(
            "/late",
            (request, response) -> {
              print(response, "<head>never");
              response.sendError(404);
            });

    assertTagged(PAGE, app.http().get("/late"));
  }

  @Test
  void aRedirectIsOne() {
    app.with(
        "/",
        (request, response) -> {
          print(response, "<head>never");
          response.sendRedirect("/there");
        });

    RawHttp.Answer answer = app.http().get("/");

    assertEquals(302, answer.status());
    assertTrue(answer.header("Location").orElse("").endsWith("/there"));
    assertEquals("", answer.text());
  }

  @Test
  void anApplicationMayChangeItsMind() {
    app.with(
        "/",
        (request, response) -> {
          print(response, "<head>never");
          response.resetBuffer();
          response.getWriter().print("<head>neither");
          response.setHeader("ETag", "\"1\"");
          assertTrue(response.getHeaderNames().contains("ETag"));
          response.reset();
          assertFalse(response.containsHeader("ETag"));
          response.setContentType(HTML);
          response.getOutputStream().write(PAGE.getBytes(UTF_8));
          assertThrows(IllegalStateException.class, response::getWriter);
          response.flushBuffer();
          assertThrows(IllegalStateException.class, response::resetBuffer);
        });

    assertTagged(PAGE, app.http().get("/"));
  }

  @Test
  void aFailureLeavesNothingOfThePage() {
    app.with(
        "/",
        (request, response) -> {
          print(response, "<head>never");
          throw new IOException("as expected");
        });

    RawHttp.Answer answer = app.http().get("/");

    assertEquals(500, answer.status());
    assertFalse(answer.text().contains("never"), answer::text);
  }

  @Test
  void aPageMayBeMadeByAnotherThread() {
    app.with(
        "/",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                try {
                  print((HttpServletResponse) async.getResponse(), PAGE);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
                request.getAsyncContext().complete();
              });
        });

    assertTagged(PAGE, app.http().get("/"));
  }

  @Test
  void aPageMayBeMadeByALaterDispatch() {
    app.with(
        "/",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            print(response, PAGE);
          } else {
            AsyncContext async = request.startAsync(request, response);
            async.start(async::dispatch);
          }
        });

    assertTagged(PAGE, app.http().get("/"));
  }

  @Test
  void aPageMayBeMadeWithoutWaiting() {
    String page = PAGE + "x".repeat(100_000);
    app.with(
        "/",
        (request, response) -> {
          response.setContentType(HTML);
          AsyncContext async = request.startAsync();
          ServletOutputStream out = response.getOutputStream();
          out.setWriteListener(new Pieces(out, page.getBytes(UTF_8), async));
        });

    assertTagged(page, app.http().get("/"));
  }

  /** Writes whenever it may. */
  private static final class Pieces implements WriteListener {

    private final ServletOutputStream out;
    private final byte[] bytes;
    private final AsyncContext async;
    private int at;

    Pieces(ServletOutputStream out, byte[] bytes, AsyncContext async) {
      this.out = out;
      this.bytes = bytes;
      this.async = async;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (at == bytes.length) {
          async.complete();
          return;
        }
        int length = Math.min(5_000, bytes.length - at);
        out.write(bytes, at, length);
        at += length;
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aPageMayBeFlushedWithoutWaiting() {
    app.with(
        "/",
        (request, response) -> {
          response.setContentType(HTML);
          AsyncContext async = request.startAsync();
          ServletOutputStream out = response.getOutputStream();
          Iterator<String> parts = List.of("<head>one", "<p>two", "<p>three").iterator();
          out.setWriteListener(new Flushed(out, parts, async));
        });

    assertTagged("<head>one<p>two<p>three", app.http().get("/"));
  }

  /** Flushes each part, whenever it may. */
  private static final class Flushed implements WriteListener {

    private final ServletOutputStream out;
    private final Iterator<String> parts;
    private final AsyncContext async;
    private boolean written;

    Flushed(ServletOutputStream out, Iterator<String> parts, AsyncContext async) {
      this.out = out;
      this.parts = parts;
      this.async = async;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (written) {
          out.flush();
          written = false;
        } else if (parts.hasNext()) {
          out.write(parts.next().getBytes(UTF_8));
          written = true;
        } else {
          async.complete();
          return;
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aPageMayBeForwardedToAndIncludeAnother() {
    app.with("/part", (request, response) -> response.getWriter().print("<p>part"))
        .with(
            "/view",
            (request, response) -> {
              print(response, "<head>view");
              request.getRequestDispatcher("/part").include(request, response);
            })
        .with(
            "/",
            (request, response) ->
                request.getRequestDispatcher("/view").forward(request, response));

    assertTagged("<head>view<p>part", app.http().get("/"));
  }

  @Test
  void theNonceIsUsedThoughThePolicyIsSetAfterThePage() {
    app.with(
        "/",
        (request, response) -> {
          print(response, PAGE);
          response.setHeader("Content-Security-Policy", "script-src 'nonce-abc'");
        });

    assertTrue(app.http().get("/").text().contains(" nonce=\"abc\""));
  }

  @Test
  void aPolicyThatForbidsTheClientIsNamed() throws Exception {
    app.with(
        "/here",
        (request, response) -> {
          response.setHeader("Content-Security-Policy", "script-src 'none'");
          print(response, PAGE);
        });

    app.http().get("/here");

    String said = app.notice().toString();
    assertTrue(said.contains("/here") && said.contains("script-src 'none'"), said);
  }

  @Test
  void aFormThatWasSentGetsNoTag() {
    app.with("/", (request, response) -> print(response, PAGE));

    assertEquals(PAGE, app.http().post("/", "a=b").text());
  }

  @Test
  void whatPagesAskForIsAskedForAgainEachTime() {
    BlockingQueue<String> said = new LinkedBlockingQueue<>(List.of("", "max-age=60", "no-store"));
    app.with(
        "/a.css",
        (request, response) -> {
          String value = said.remove();
          if (!value.isEmpty()) {
            response.setHeader("Cache-Control", value);
          }
          response.setDateHeader("Expires", System.currentTimeMillis() + 100_000);
          response.setContentType("text/css");
          response.getOutputStream().print("p {}");
        });

    for (String expected : List.of("no-cache", "no-cache", "no-store")) {
      RawHttp.Answer answer = app.http().get("/a.css", "Sec-Fetch-Dest: style");
      assertEquals(Optional.of(expected), answer.header("Cache-Control"));
      assertEquals(Optional.empty(), answer.header("Expires"));
      assertEquals("p {}", answer.text());
    }
  }
}
