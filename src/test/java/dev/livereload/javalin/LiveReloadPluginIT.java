package dev.livereload.javalin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.RawHttp;
import dev.livereload.server.SseReader;
import dev.livereload.servlet.LiveReloadConfig;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of Javalin with the plugin. */
final class LiveReloadPluginIT {

  private static final String TAG = "<script async src=\"%s/__livereload/client.js\"";

  private static final long DEADLINE = 10;

  @TempDir Path folder;

  private Javalin start(Consumer<LiveReloadConfig> live, Consumer<JavalinConfig> more) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = 0;
              config.staticFiles.add(folder.toString(), Location.EXTERNAL);
              config.registerPlugin(new LiveReloadPlugin(live));
              config.routes.get("/hello", ctx -> ctx.html("<head>hello"));
              config.routes.get("/json", ctx -> ctx.json("<head>"));
              more.accept(config);
            })
        .start();
  }

  private Javalin start() {
    return start(live -> live.enabled(true).watch(folder), config -> {});
  }

  private static String tag(String context) {
    return TAG.formatted(context);
  }

  @Test
  void whatHandlersAndStaticFilesAnswerGetsTheTag() throws IOException {
    Files.writeString(folder.resolve("index.html"), "<!doctype html><head><title>static");
    Files.writeString(folder.resolve("data.txt"), "<head>");
    Javalin app =
        start(
            live -> live.enabled(true).watch(folder),
            config -> {
              config.routes.get(
                  "/later",
                  ctx ->
                      ctx.future(() -> CompletableFuture.runAsync(() -> ctx.html("<head>later"))));
              config.routes.error(404, ctx -> ctx.html("<head>nothing"));
              config.routes.get("/long", ctx -> ctx.html("<head>" + "long ".repeat(20_000)));
            });
    try {
      RawHttp http = new RawHttp(app.port());

      for (String path : new String[] {"/", "/hello", "/later", "/nowhere", "/long"}) {
        RawHttp.Answer answer = http.get(path, "Accept-Encoding: gzip, br");
        assertTrue(answer.text().contains("<head>" + tag("")), path + answer.text());
        assertEquals(Optional.empty(), answer.header("ETag"));
        assertEquals(Optional.empty(), answer.header("Content-Encoding"));
      }
      assertEquals("<head>", http.get("/data.txt").text());
      assertTrue(http.get("/data.txt").header("ETag").isPresent());
      assertFalse(http.get("/hello", "HX-Request: true").text().contains("client.js"));
    } finally {
      app.stop();
    }
  }

  @Test
  void ownPathsLieBelowTheContextPath() throws IOException {
    Javalin app =
        start(
            live -> live.enabled(true).mount("/", folder),
            config -> config.router.contextPath = "/shop");
    try {
      RawHttp http = new RawHttp(app.port());
      assertTrue(http.get("/shop/hello").text().contains(tag("/shop")));

      try (SseReader events = new SseReader(http, "/shop/__livereload/events")) {
        assertEquals("retry: 1000", events.event());
        assertTrue(events.event().startsWith("event: hello\n"));
        Files.writeString(folder.resolve("a.css"), "p {}");
        assertTrue(events.event().contains("\"added\":[\"/shop/a.css\"]"));
      }
      assertEquals(404, http.get("/__livereload/events").status());
    } finally {
      app.stop();
    }
  }

  // A program says nothing of what it fetches for, which a navigation of an old browser does not
  // either.
  @Test
  void aWebSocketOfTheApplicationIsOne() throws Exception {
    Javalin app =
        start(
            live -> live.enabled(true).watch(folder),
            config ->
                config.routes.ws(
                    "/echo", ws -> ws.onMessage(said -> said.send("echo " + said.message()))));
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try {
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + app.port() + "/echo"),
                  new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                        WebSocket from, CharSequence text, boolean last) {
                      heard.add(text.toString());
                      return null;
                    }
                  })
              .get(DEADLINE, TimeUnit.SECONDS);
      socket.sendText("hello", true).get(DEADLINE, TimeUnit.SECONDS);

      assertEquals("echo hello", heard.poll(DEADLINE, TimeUnit.SECONDS));
      socket.abort();
    } finally {
      app.stop();
    }
  }

  @Test
  void offTheApplicationIsAsItWas() {
    Javalin app = start(live -> live.watch(folder), config -> {});
    try {
      RawHttp http = new RawHttp(app.port());
      assertEquals("<head>hello", http.get("/hello").text());
      assertEquals(404, http.get("/__livereload/client.js").status());
    } finally {
      app.stop();
    }
  }

  @Test
  void streamsEndWithTheApplication() throws IOException {
    Javalin app = start();
    try (SseReader events = new SseReader(new RawHttp(app.port()), "/__livereload/events")) {
      assertEquals("retry: 1000", events.event());
      assertTrue(events.event().startsWith("event: hello\n"));

      app.stop();

      assertEquals(Optional.empty(), events.next());
    }
  }
}
