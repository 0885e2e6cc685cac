package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.LiveReloadListener;
import dev.livereload.LiveReloadOptions;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A server on a free port that watches its folder. */
final class TestServer implements AutoCloseable {

  static final String SECRET = "S3CRET";

  private final DevServer server;
  private final RawHttp http;
  private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  private TestServer(LiveReloadOptions watched, UnaryOperator<DevServerOptions.Builder> options)
      throws IOException {
    DevServerOptions.Builder builder = DevServerOptions.builder(watched).port(0);
    server = DevServer.start(options.apply(builder).build(), new Recorder());
    http = new RawHttp(server.url().getPort());
    try {
      server.ready().get(RawHttp.DEADLINE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      server.close();
      throw new AssertionError("It never watched.", e);
    }
  }

  static TestServer of(Path site) throws IOException {
    return of(site, options -> options);
  }

  static TestServer of(Path site, UnaryOperator<DevServerOptions.Builder> options)
      throws IOException {
    return of(LiveReloadOptions.of(site), options);
  }

  static TestServer of(LiveReloadOptions watched, UnaryOperator<DevServerOptions.Builder> options)
      throws IOException {
    return new TestServer(watched, options);
  }

  /** Writes a file, and the folders it lies in. */
  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, text);
  }

  RawHttp http() {
    return http;
  }

  int port() {
    return server.url().getPort();
  }

  DevServer server() {
    return server;
  }

  /** Returns how many listen, as the status has it. */
  int tabs() {
    String status = http.get("/__livereload/status").text();
    return Integer.parseInt(status.replaceAll("(?s).*\"tabs\":(\\d+).*", "$1"));
  }

  /** Waits for the next notice. */
  Notice notice() {
    try {
      Notice notice = notices.poll(RawHttp.DEADLINE, TimeUnit.MILLISECONDS);
      assertNotNull(notice, "Nothing was said.");
      return notice;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the next notice, or nothing where there is none yet. */
  Optional<Notice> noticed() {
    return Optional.ofNullable(notices.poll());
  }

  /** Waits for what the next event did. */
  Outcome outcome() {
    try {
      Outcome outcome = outcomes.poll(RawHttp.DEADLINE, TimeUnit.MILLISECONDS);
      assertNotNull(outcome, "Nothing became known.");
      return outcome;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Opens the native stream, and takes the opening and the greeting from it. */
  SseReader events() throws IOException {
    SseReader events = new SseReader(http, "/__livereload/events");
    assertEquals("retry: 1000", events.event());
    assertTrue(events.event().startsWith("event: hello\n"));
    return events;
  }

  /** Fails unless {@code answer} refuses without a word of a secret, and the next one is fine. */
  void assertDenied(RawHttp.Answer answer) {
    assertTrue(List.of(400, 403, 404).contains(answer.status()), answer.lines()::toString);
    assertFalse(answer.text().contains(SECRET));
    assertMarked(answer);
    assertEquals(200, http.get("/index.html").status());
  }

  /** Fails unless {@code answer} has what every answer has, and nothing that none may have. */
  static void assertMarked(RawHttp.Answer answer) {
    assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse(""));
    assertEquals("same-origin", answer.header("Cross-Origin-Resource-Policy").orElse(""));
    for (String line : answer.lines()) {
      String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
      assertFalse(name.startsWith("access-control-"), line);
      assertFalse(List.of("server", "x-powered-by", "set-cookie").contains(name), line);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Recorder implements LiveReloadListener {
    @Override
    public void shown(Outcome outcome) {
      outcomes.add(outcome);
    }

    @Override
    public void noticed(Notice notice) {
      notices.add(notice);
    }
  }
}
