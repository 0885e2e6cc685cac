package dev.livereload.examples;

import dev.livereload.LiveReloadListener;
import dev.livereload.LiveReloadOptions;
import dev.livereload.javalin.LiveReloadPlugin;
import dev.livereload.server.DevServer;
import dev.livereload.server.DevServerOptions;
import dev.livereload.servlet.LiveReloadFilter;
import io.javalin.Javalin;
import io.javalin.http.staticfiles.Location;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * What the documentation shows, as it shows it: {@code ExamplesTest} compares each part between
 * {@code begin} and {@code end} with the files that are named there, and {@code ExamplesIT} runs
 * it.
 */
final class Examples {

  private Examples() {}

  static Javalin javalin(Path site) {
    // begin: docs/javalin.md src/main/java/dev/livereload/javalin/LiveReloadPlugin.java
    Javalin app =
        Javalin.create(
            config -> {
              config.staticFiles.add(site.toString(), Location.EXTERNAL);
              config.registerPlugin(new LiveReloadPlugin(live -> live.watch(site)));
              config.routes.get("/hello", ctx -> ctx.html("<h1>Hello"));
            });
    // end
    return app.start(0);
  }

  static void filter(ServletContext context) {
    // begin: docs/servlet.md src/main/java/dev/livereload/servlet/LiveReloadFilter.java
    LiveReloadFilter.addTo(context, live -> live.watch(Path.of("target/classes")));
    // end
  }

  record Served(DevServer server, URI address) {}

  static Served devServer(Path site) throws IOException {
    // begin: docs/servlet.md src/main/java/dev/livereload/server/DevServer.java
    DevServer server =
        DevServer.start(
            DevServerOptions.builder(LiveReloadOptions.of(site)).port(0).build(),
            LiveReloadListener.logging());
    // From here on, each change reaches every page.
    server.ready().join();
    URI address = server.url();
    // end
    return new Served(server, address);
  }
}
