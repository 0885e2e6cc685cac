package dev.livereload.javalin;

import io.javalin.Javalin;
import io.javalin.http.staticfiles.Location;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application below a context path, for a browser: {@code embedded.test.js} starts it. Its page
 * is made anew for each request, as a template is. Prints its address.
 */
final class ShopApp {

  private ShopApp() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    Javalin app =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.router.contextPath = "/shop";
              config.staticFiles.add(folder.resolve("public").toString(), Location.EXTERNAL);
              config.registerPlugin(new LiveReloadPlugin(live -> live.enabled(true).watch(folder)));
              config.routes.get(
                  "/", ctx -> ctx.html(Files.readString(folder.resolve("view.html"))));
            });
    app.start(0);
    System.out.println("http://localhost:" + app.port() + "/shop/");
  }
}
