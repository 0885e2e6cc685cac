package dev.livereload.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.RawHttp;
import dev.livereload.server.SseReader;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own paths in an application, and who may ask there. */
final class FilteredPathsIT {

  private static final String ELSEWHERE = App.PEER + "192.0.2.7";

  @TempDir Path folder;

  private App watching() throws Exception {
    return App.watching(folder).with("/", (request, response) -> print(response, "<head>home"));
  }

  private static void print(HttpServletResponse response, String page) throws IOException {
    response.setContentType("text/html");
    response.getWriter().print(page);
  }

  private static SseReader events(App app, String path) throws IOException {
    SseReader events = new SseReader(app.http(), path);
    assertEquals("retry: 1000", events.event());
    assertTrue(events.event().startsWith("event: hello\n"));
    return events;
  }

  // Browsers say what they fetch for where the name is localhost, and not on other names.
  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Dest: style", "X-Other: x"})
  void aFileThatPagesAskedForHasItsUrlBelowTheContextPath(String fetched) throws Exception {
    Path sheet = Files.writeString(folder.resolve("a.css"), "p {}");
    try (App app =
            App.at("/shop", live -> live.enabled(true).watch(folder))
                .with("/a.css", (request, response) -> response.setContentType("text/css"));
        SseReader events = events(app, "/shop/__livereload/events")) {
      app.http().get("/shop/a.css", "Referer: http://localhost/shop/", fetched);

      Files.writeString(sheet, "p { color: red }");
      assertTrue(events.event().contains("\"updated\":[\"/shop/a.css\"]"));

      // It is that file and no other, so that no page has to be looked at besides.
      Files.writeString(sheet, "p { color: blue }");
      assertTrue(events.event().contains("\"updated\":[\"/shop/a.css\"]"));
    }
  }

  @Test
  void anyOtherFileMayHaveChangedAnyPage() throws Exception {
    try (App app = watching();
        SseReader events = events(app, "/__livereload/events")) {
      Files.writeString(folder.resolve("view.jte"), "new");

      String event = events.event();
      assertTrue(event.startsWith("event: reload\n") && event.contains("view.jte"), event);
      assertTrue(event.contains("\"patch\":true"), event);
    }
  }

  @Test
  void aFileOfAMountHasAUrlThoughNobodyAskedForIt() throws Exception {
    try (App app = App.at("/shop", live -> live.enabled(true).mount("/", folder));
        SseReader events = events(app, "/shop/__livereload/events")) {
      Files.writeString(folder.resolve("new page.html"), "new");

      assertTrue(events.event().contains("\"added\":[\"/shop/new%20page.html\"]"));
    }
  }

  @Test
  void thePageNamesTheClientBelowTheContextPath() throws Exception {
    try (App app =
        App.at("/shop", live -> live.enabled(true).watch(folder))
            .with("/", (request, response) -> print(response, "<head>home"))) {
      String tag = app.http().get("/shop/").text();
      assertTrue(tag.startsWith("<head><script async src=\"/shop/__livereload/client.js\""), tag);

      RawHttp.Answer client = app.http().get("/shop/__livereload/client.js");
      assertEquals(200, client.status());
      assertEquals(Optional.of("nosniff"), client.header("X-Content-Type-Options"));
      assertEquals(404, app.http().get("/__livereload/client.js").status());
    }
  }

  @Test
  void aBuildToolReportsAndATabSaysWhatItShows() throws Exception {
    String json = "Content-Type: application/json";
    try (App app = watching();
        SseReader events = events(app, "/__livereload/events")) {
      RawHttp.Answer published =
          app.http()
              .post("/__livereload/publish", "{\"type\":\"building\",\"name\":\"sass\"}", json);
      assertEquals(202, published.status(), published::text);
      assertTrue(events.event().contains("sass"));

      assertEquals(400, app.http().post("/__livereload/publish", "{", json).status());
      assertEquals(415, app.http().post("/__livereload/shown", "x", "Content-Type: a/b").status());
      assertEquals(403, app.http().post("/__livereload/open", "{}", json).status());
      assertTrue(app.http().get("/__livereload/status").text().contains("\"tabs\":1"));
      assertTrue(app.http().get("/__livereload/").text().contains("sass"));
      assertEquals(404, app.http().get("/__livereload/nothing").status());
      assertEquals(405, app.http().post("/__livereload/events", "x").status());
      assertEquals(204, app.http().ask("OPTIONS", "/__livereload/publish").status());
    }
  }

  @Test
  void aPollIsAnsweredWhenSomethingHappens() throws Exception {
    try (App app = watching()) {
      String id = app.http().get("/").text().replaceAll("(?s).*data-id=\"([^\"]+)\".*", "$1");
      Files.writeString(folder.resolve("a.txt"), "new");

      assertTrue(app.http().get("/__livereload/changes?since=" + id).text().contains("a.txt"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: evil.test | 403",
        "Host: [ | 400",
        "Origin: http://evil.test | 403",
        "Origin: null | 403",
        "Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: no-cors | 403",
        ELSEWHERE + " | 401",
        App.PEER + "[::1] | 200",
      })
  void theRulesAreThoseOfTheServer(String header, int status) throws Exception {
    try (App app = watching()) {
      for (String path : new String[] {"client.js", "status", "changes?since=x-0"}) {
        RawHttp.Answer answer = app.http().get("/__livereload/" + path, header.split("; "));
        assertEquals(status, answer.status(), path + answer.text());
      }
    }
  }

  @Test
  void whoCouldNotAskGetsThePageWithoutTheTagAndTheLogSaysWhyOnce() throws Exception {
    try (App app = watching()) {
      assertEquals("<head>home", app.http().get("/", "Host: evil.test").text());
      assertEquals("<head>home", app.http().get("/", "Host: evil.test").text());
      String host = app.notice().toString();
      assertTrue(host.contains("evil.test") && host.contains("allowHosts"), host);

      assertEquals("<head>home", app.http().get("/", ELSEWHERE).text());
      String cure = app.notice().cure();
      assertFalse(cure.contains(token(cure)), cure);
      assertEquals(Optional.empty(), app.noticed());
    }
  }

  // The log names the file that has it.
  private static String token(String cure) throws IOException {
    Path file = Path.of(cure.replaceAll(".* in (.*) once\\.", "$1"));
    return Files.readString(file).strip();
  }

  @Test
  void aHostThatIsLetInGetsTheTag() throws Exception {
    try (App app =
        App.at("", live -> live.enabled(true).watch(folder).allowHosts(".app.test"))
            .with("/", (request, response) -> print(response, "<head>home"))) {
      assertTrue(app.http().get("/", "Host: www.app.test").text().contains("client.js"));
    }
  }

  @Test
  void anotherMachineShowsItsTokenOnce() throws Exception {
    try (App app = watching()) {
      app.http().get("/", ELSEWHERE);
      String token = "token=" + token(app.notice().cure());

      RawHttp.Answer entrance = app.http().get("/?a=b&" + token, ELSEWHERE);
      assertEquals(302, entrance.status());
      assertEquals(Optional.of("/?a=b"), entrance.header("Location"));
      assertEquals(Optional.of("no-referrer"), entrance.header("Referrer-Policy"));
      String cookie = "Cookie: " + entrance.header("Set-Cookie").orElse("").split(";", 2)[0];

      assertTrue(app.http().get("/", ELSEWHERE, cookie).text().contains("client.js"));
      assertEquals(200, app.http().get("/__livereload/client.js", ELSEWHERE, cookie).status());

      RawHttp.Answer without = app.http().get("/__livereload/client.js", ELSEWHERE);
      assertEquals(401, without.status());
      assertTrue(without.text().contains("The log of the application says"), without::text);
    }
  }

  @Test
  void aTokenThatNobodyKnowsIsTheApplications() throws Exception {
    try (App app =
        watching()
            .with("/form", (request, response) -> print(response, request.getQueryString()))) {
      assertTrue(app.http().get("/form?token=x", ELSEWHERE).text().endsWith("token=x"));
    }
  }

  @Test
  void pagesOfAnotherOriginSayTheKey() throws Exception {
    LiveReloadConfig config = new LiveReloadConfig().enabled(true).watch(folder);
    LiveReloadFilter filter = new LiveReloadFilter(config);
    try (App app = App.with(filter, "/shop")) {
      String client = filter.foreignClient().orElseThrow();
      assertTrue(client.matches("/shop/__livereload/[0-9a-f]{32}/client.js"), client);

      RawHttp.Answer answer = app.http().get(client, "Origin: http://localhost:3000");
      assertEquals(200, answer.status());
      assertEquals(
          Optional.of("http://localhost:3000"), answer.header("Access-Control-Allow-Origin"));
      assertEquals(Optional.of("cross-origin"), answer.header("Cross-Origin-Resource-Policy"));
    }
  }

  @Test
  void anApplicationThatWasStartedAnewTellsItsPages() throws Exception {
    String id;
    try (App before = watching()) {
      id = before.http().get("/").text().replaceAll("(?s).*data-id=\"([^\"]+)\".*", "$1");
    }
    try (App after = watching();
        SseReader events = events(after, "/__livereload/events?since=" + id)) {
      assertTrue(events.event().startsWith("event: reload\n"));
    }
  }

  @Test
  void twoApplicationsInOneJvmAreTwo() throws Exception {
    Path other = Files.createDirectories(folder.resolve("../other" + System.nanoTime()));
    try (App one = watching();
        SseReader ofOne = events(one, "/__livereload/events")) {
      try (App two = App.watching(other);
          SseReader ofTwo = events(two, "/__livereload/events")) {
        assertNotEquals(run(one), run(two));
        Files.writeString(other.resolve("two.txt"), "new");
        assertTrue(ofTwo.event().contains("two.txt"));
      }
      Files.writeString(folder.resolve("one.txt"), "new");
      assertTrue(ofOne.event().contains("one.txt"));
    } finally {
      Files.deleteIfExists(other.resolve("two.txt"));
      Files.delete(other);
    }
  }

  private static String run(App app) {
    return app.http()
        .get("/__livereload/status")
        .text()
        .replaceAll("(?s).*\"run\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void theLogOfTheApplicationSaysWhatIsWatched() throws Exception {
    List<Object> said = new ArrayList<>();
    ServletContext context =
        answering(
            ServletContext.class,
            (method, argument) ->
                switch (method) {
                  case "log" -> said.add(argument);
                  case "getContextPath" -> "";
                  default -> throw new AssertionError(method);
                });
    LiveReloadFilter filter =
        new LiveReloadFilter(new LiveReloadConfig().enabled(true).watch(folder));

    filter.init(
        answering(
            FilterConfig.class,
            (method, argument) -> method.equals("getServletContext") ? context : null));
    filter.destroy();

    assertEquals(List.of("livereload: open pages follow what changes in " + folder + "."), said);
  }

  private static <T> T answering(
      Class<T> type, BiFunction<String, @Nullable Object, @Nullable Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer =
                  answers.apply(method.getName(), arguments == null ? null : arguments[0]);
              return method.getReturnType() == void.class ? null : answer;
            }));
  }

  @Test
  void offItIsNotThere() throws Exception {
    long before = threads();
    try (App app =
        App.at("", live -> live.watch(folder))
            .with("/", (request, response) -> print(response, "<head>home"))) {
      assertEquals("<head>home", app.http().get("/").text());
      assertEquals(404, app.http().get("/__livereload/client.js").status());
      assertTrue(threads() <= before);
    }
  }

  @Test
  void itEndsWithTheApplication() throws Exception {
    App app = watching();
    try (SseReader events = events(app, "/__livereload/events")) {
      app.close();

      assertEquals(Optional.empty(), events.next());
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("livereload-"))
        .count();
  }
}
