package dev.livereload.maven;

import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.UserErrorException;
import dev.livereload.event.UrlPath;
import dev.livereload.server.DevServer;
import dev.livereload.server.DevServerOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Serves a folder of the project, or stands before its server, and keeps every open page right
 * while you edit, until Maven is stopped. In a build of several modules the first one that has
 * something to serve is it; the others are left out.
 *
 * @since 0.1.0
 */
@Mojo(name = "serve", requiresProject = false, threadSafe = true)
public final class ServeMojo extends AbstractMojo {

  /**
   * The folder to serve and to watch. Without it, the first of these that there is: <code>
   * src/main/webapp</code>, <code>META-INF/resources</code>, <code>static</code> and <code>public
   * </code> in <code>src/main/resources</code>, the same in <code>target/classes</code>, <code>
   * target/site</code>, <code>docs</code>.
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

  /**
   * The address to bind. Without it, those of this machine that no other one can reach.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.host")
  private @Nullable String host;

  /**
   * The server of the project, such as <code>http://localhost:8081</code>: this one stands before
   * it and serves no folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.proxy")
  private @Nullable String proxy;

  /**
   * The path whose answer below 400 says that the server of the project is ready. Without it, any
   * answer does.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.waitFor")
  private @Nullable String waitFor;

  /**
   * More folders to watch, besides sources and resources of the project and of the modules that it
   * depends on.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.watch")
  private List<File> watch = new ArrayList<>();

  /**
   * Globs of what is never watched, besides the built-in ones.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.ignore")
  private List<String> ignore = new ArrayList<>();

  /**
   * The file that answers a navigation that finds none, relative to the folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.spa")
  private @Nullable String spa;

  /**
   * Whether a folder without an index is listed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.listing", defaultValue = "false")
  private boolean listing;

  /**
   * Whether pages get the script tag; otherwise they bring it themselves.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.inject", defaultValue = "true")
  private boolean inject;

  /**
   * Whether pages are always reloaded, and never patched.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.reloadOnly", defaultValue = "false")
  private boolean reloadOnly;

  /**
   * Milliseconds between two looks at everything, where the system tells of no changes, as on
   * network drives.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.poll")
  private @Nullable Integer poll;

  /**
   * Whether nothing is done.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true)
  private @Nullable MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true)
  private @Nullable MavenSession session;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped.");
      return;
    }
    serve(options());
  }

  private void serve(DevServerOptions options) throws MojoExecutionException, MojoFailureException {
    quieten("org.eclipse.jetty");
    quieten("io.javalin");
    try (DevServer server = DevServer.start(options, new MavenLog(getLog()))) {
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

  private DevServerOptions options() throws MojoFailureException {
    Optional<MavenProject> served = served();
    Optional<Path> site = site(served);
    if (proxy == null && site.isEmpty()) {
      throw new MojoFailureException(
          "There is no folder to serve. Name one with -Dlivereload.dir=FOLDER, or make one of "
              + ProjectFolders.sites()
              + ".");
    }
    List<Mount> mounts =
        proxy == null ? List.of(new Mount(UrlPath.ROOT, site.orElseThrow())) : List.of();
    LiveReloadOptions watched =
        new LiveReloadOptions(mounts, watched(served, site), ignore, Optional.empty())
            .remembering();
    if (poll != null) {
      watched = watched.polling(Duration.ofMillis(poll));
    }
    DevServerOptions.Builder builder =
        DevServerOptions.builder(watched).listing(listing).inject(inject).reloadOnly(reloadOnly);
    if (port != null) {
      builder.port(port);
    }
    if (host != null) {
      builder.host(host);
    }
    if (proxy != null) {
      builder.proxy(proxy);
    }
    if (waitFor != null) {
      builder.waitFor(waitFor);
    }
    if (spa != null) {
      builder.spa(spa);
    }
    return builder.build();
  }

  private Optional<Path> site(Optional<MavenProject> served) {
    if (dir != null) {
      return Optional.of(dir.toPath().toAbsolutePath());
    }
    return served.map(ServeMojo::base).flatMap(ProjectFolders::site);
  }

  // Maven runs a goal that needs no project once, for the project it was started in.
  private Optional<MavenProject> served() {
    List<MavenProject> modules =
        modules().stream().filter(module -> !module.getPackaging().equals("pom")).toList();
    Optional<MavenProject> withSite =
        modules.stream().filter(each -> ProjectFolders.site(base(each)).isPresent()).findFirst();
    if (proxy == null && withSite.isPresent()) {
      return withSite;
    }
    // What runs is built last, of all the others. In a folder without a POM there is nothing.
    return modules.isEmpty()
        ? Optional.ofNullable(project).filter(only -> only.getFile() != null)
        : Optional.of(modules.get(modules.size() - 1));
  }

  private static Path base(MavenProject module) {
    return module.getBasedir().toPath();
  }

  private List<MavenProject> modules() {
    return session == null || session.getProjects() == null
        ? List.of()
        : session.getProjects().stream().filter(module -> module.getFile() != null).toList();
  }

  private List<Path> watched(Optional<MavenProject> served, Optional<Path> site) {
    List<Path> folders = new ArrayList<>();
    watch.forEach(folder -> folders.add(folder.toPath().toAbsolutePath()));
    if (proxy != null && dir != null) {
      site.ifPresent(folders::add);
    }
    served.ifPresent(
        module -> folders.addAll(ProjectFolders.read(module, modules(), proxy != null)));
    if (proxy != null && folders.isEmpty()) {
      folders.add(served.map(ServeMojo::base).orElse(Path.of("")).toAbsolutePath());
    }
    // What is served has URLs.
    return folders.stream()
        .filter(folder -> proxy != null || site.filter(folder::startsWith).isEmpty())
        .toList();
  }

  // Maven 3 logs by SLF4J's simple logger, which asks for this when a logger is made.
  private static void quieten(String logger) {
    String property = "org.slf4j.simpleLogger.log." + logger;
    if (System.getProperty(property) == null) {
      System.setProperty(property, "warn");
    }
  }
}
