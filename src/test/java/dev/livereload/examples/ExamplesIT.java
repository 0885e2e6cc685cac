package dev.livereload.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.server.DevServer;
import dev.livereload.server.RawHttp;
import dev.livereload.servlet.LiveReloadConfig;
import io.javalin.Javalin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that the documentation shows does what it is said to do. */
final class ExamplesIT {

  @TempDir Path site;

  // As -D does it.
  @BeforeEach
  void turnOn() {
    System.setProperty(LiveReloadConfig.PROPERTY, "true");
  }

  @AfterEach
  void turnOff() {
    System.clearProperty(LiveReloadConfig.PROPERTY);
  }

  @Test
  void thePluginTagsWhatJavalinAnswers() {
    Javalin app = Examples.javalin(site);
    try {
      assertTrue(new RawHttp(app.port()).get("/hello").text().contains("client.js"));
    } finally {
      app.stop();
    }
  }

  @Test
  void theFilterAnswersInAnApplication() throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler handler = new ServletContextHandler();
    handler.addServletContainerInitializer((classes, context) -> Examples.filter(context));
    server.setHandler(handler);
    server.start();
    try {
      int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
      assertEquals(200, new RawHttp(port).get("/__livereload/client.js").status());
    } finally {
      server.stop();
    }
  }

  @Test
  void theServerServes() throws Exception {
    Files.writeString(site.resolve("index.html"), "<head>home");
    Examples.Served served = Examples.devServer(site);
    try (DevServer server = served.server()) {
      RawHttp http = new RawHttp(served.address().getPort());
      assertTrue(http.get("/").text().contains("client.js"));
      assertTrue(server.ready().isDone());
    }
  }
}
