package dev.livereload.maven;

import dev.livereload.LiveReloadOptions;
import dev.livereload.UserErrorException;
import dev.livereload.server.DevServer;
import dev.livereload.server.DevServerOptions;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Serves a folder, and keeps every open page of it right while you edit, until Maven is stopped.
 *
 * @since 0.1.0
 */
@Mojo(name = "serve", requiresProject = false, threadSafe = true, aggregator = true)
public final class ServeMojo extends AbstractMojo {

  /**
   * The folder to serve and to watch.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.dir")
  private @Nullable File dir;

  /**
   * The port; 0 takes any free one. Without it, the first free one from 8080 on.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.port")
  private @Nullable Integer port;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (dir == null) {
      throw new MojoFailureException(
          "There is no folder to serve. Name one with -Dlivereload.dir=FOLDER.");
    }
    quieten("org.eclipse.jetty");
    quieten("io.javalin");
    DevServerOptions.Builder options =
        DevServerOptions.builder(LiveReloadOptions.of(dir.toPath().toAbsolutePath()).remembering());
    if (port != null) {
      options.port(port);
    }
    try (DevServer server = DevServer.start(options.build(), new MavenLog(getLog()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "livereload-stop"));
      server.ready().get();
      getLog().info(server.url().toString());
      getLog().info("Client for pages of another origin: " + server.foreignClient());
      // Until Maven is stopped.
      new CountDownLatch(1).await();
    } catch (UserErrorException e) {
      throw new MojoFailureException(e.notice().toString());
    } catch (IOException | ExecutionException e) {
      throw new MojoExecutionException("The server did not start.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Maven 3 logs by SLF4J's simple logger, which asks for this when a logger is made.
  private static void quieten(String logger) {
    String property = "org.slf4j.simpleLogger.log." + logger;
    if (System.getProperty(property) == null) {
      System.setProperty(property, "warn");
    }
  }
}
