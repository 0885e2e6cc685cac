package dev.livereload.server;

import dev.livereload.LiveReload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is answered at the server's own paths, whoever receives the requests. Thread-safe. */
final class OwnRoutes {

  /** Answers at one path. */
  interface Route {

    /** Answers, or has {@link Later} do so. */
    void answer(Exchange exchange) throws IOException;
  }

  private final Map<String, Route> reading = new HashMap<>();
  private final Map<String, Route> reports;

  /**
   * @param editor the command that opens a source; nothing for the one that the environment names
   * @param folder from which relative names of sources are told
   */
  OwnRoutes(
      LiveReload liveReload, ServedDocuments documents, Optional<String> editor, Path folder) {
    for (String name : Routes.SCRIPTS) {
      ClientScript script = new ClientScript(name);
      reading.put(
          Routes.PREFIX + name, exchange -> script.send(exchange.request(), exchange.response()));
    }
    SseEndpoint events = new SseEndpoint(liveReload.streams());
    reading.put(Routes.EVENTS, events::handle);
    reading.put(Routes.WEBPACK, events::handleWebpack);
    reading.put(Routes.CHANGES, new ChangesEndpoint(liveReload.streams())::handle);
    reading.put(Routes.PAGE, new PageEndpoint(liveReload)::handle);
    DocumentEndpoint document = new DocumentEndpoint(documents);
    reading.put(
        Routes.DOCUMENT, exchange -> document.send(exchange.request(), exchange.response()));
    StatusEndpoint status = new StatusEndpoint(liveReload);
    reading.put(Routes.STATUS, status::handle);
    reading.put(Routes.PREFIX, status::handlePage);
    PostedText posted = new PostedText();
    reports =
        Map.of(
            Routes.SHOWN,
            new ShownEndpoint(liveReload, posted)::take,
            Routes.PUBLISH,
            new PublishEndpoint(liveReload, posted)::take,
            Routes.OPEN,
            new OpenEndpoint(folder, liveReload.folders(), editor(editor), posted)::take);
  }

  private static Editor editor(Optional<String> wanted) {
    Map<String, String> environment = System.getenv();
    return new Editor(environment, wanted, name -> Editor.installed(environment, name));
  }

  /** Whether {@code path}, as it was sent, is answered here. */
  boolean has(String path) {
    return reading.containsKey(path) || reports.containsKey(path);
  }

  /**
   * Answers at {@code path}.
   *
   * @param exchange let in by the guard, so that its method is one that the path takes
   */
  void answer(String path, Exchange exchange) throws IOException {
    boolean report = exchange.request().getMethod().equals("POST");
    Route route = (report ? reports : reading).get(path);
    if (route == null) {
      Reply.text(exchange.request(), exchange.response(), 404, "There is no such file.");
      return;
    }
    route.answer(exchange);
    Later.begin(exchange);
  }
}
