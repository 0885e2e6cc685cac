package dev.livereload.maven;

import dev.livereload.Builds;
import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.Range;
import dev.livereload.UserErrorException;
import dev.livereload.event.UrlPath;
import dev.livereload.server.Address;
import dev.livereload.server.Browser;
import dev.livereload.server.DevServer;
import dev.livereload.server.DevServerOptions;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javax.inject.Inject;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
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
public final class ServeMojo extends ServerParameters {

  /**
   * The folder to serve and to watch. Without it, the first of these that there is: <code>
   * src/main/webapp</code>, <code>META-INF/resources</code>, <code>static</code> and <code>public
   * </code> in <code>src/main/resources</code>, the first two of these in <code>target/classes
   * </code>, <code>target/site</code>, <code>target/generated-docs</code>, <code>docs</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.dir")
  private @Nullable File dir;

  /**
   * Folders to serve and to watch under a URL path, too, each as <code>PATH=DIR</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.mount")
  private List<String> mount = new ArrayList<>();

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
   * Milliseconds without a write that end a save. Without it, 30.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.settle")
  private @Nullable Integer settle;

  /**
   * Milliseconds between two looks at everything, where the system tells of no changes, as on
   * network drives; 500 suits most.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.poll")
  private @Nullable Integer poll;

  /**
   * What is built when files change, and once at the start. Each has <code>files</code>, globs with
   * white space between them, and either <code>goals</code> of Maven or a <code>command</code> for
   * the shell. Goals without files are started by the sources and resources of the project, and of
   * the modules that it depends on. Pages follow when a build is done, or show what is wrong.
   *
   * @since 0.1.0
   */
  @Parameter private List<Build> builds = new ArrayList<>();

  /**
   * Goals that run when a source or a resource changes, such as <code>compile</code>: short for one
   * of <code>builds</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.goals")
  private @Nullable String goals;

  /**
   * Whether goals always run in a Maven of their own. Without it, phases up to <code>
   * process-classes</code> run in the one that is there, which is faster.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.fork", defaultValue = "false")
  private boolean fork;

  /**
   * Seconds after which a build is stopped that has a process of its own. Without it, 300.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.buildTimeout")
  private @Nullable Integer buildTimeout;

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

  @Parameter(defaultValue = "${mojoExecution}", readonly = true)
  private @Nullable MojoExecution execution;

  private final Maven maven;

  /**
   * Makes a goal.
   *
   * @param maven runs goals when something changes
   */
  @Inject
  public ServeMojo(Maven maven) {
    this.maven = maven;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped.");
      return;
    }
    MavenSession running = Objects.requireNonNull(session);
    StrayProperties.warn(getLog(), running, project, Objects.requireNonNull(execution));
    Reactor reactor = Reactor.of(project, running);
    reactor.unread().forEach(this::warnOfUnread);
    Optional<URI> page = page();
    DevServerOptions options = options(watched(reactor));
    LogMark.show();
    String version = running.getSystemProperties().getProperty("maven.version", "3.");
    QuietLoggers quiet = QuietLoggers.of(version, "org.eclipse.jetty", "io.javalin");
    try (quiet) {
      serve(options, page);
    }
  }

  private void serve(DevServerOptions options, Optional<URI> page)
      throws MojoExecutionException, MojoFailureException {
    MavenLog log = new MavenLog(getLog());
    try (DevServer server = DevServer.start(options, log)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "livereload-stop"));
      server.ready().get();
      log.standing(options);
      log.serving(server.entrance(URI.create("")), server.foreignClient());
      List<Address> addresses = server.addresses();
      if (!addresses.isEmpty()) {
        log.invite(server.asksForToken(), addresses);
      }
      page.ifPresent(path -> Browser.open(server.entrance(path), log));
      // Until Maven is stopped.
      new CountDownLatch(1).await();
    } catch (UserErrorException e) {
      throw new MojoFailureException(MavenLog.words(e.notice()));
    } catch (IOException | ExecutionException e) {
      throw new MojoExecutionException("The server did not start: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void warnOfUnread(MavenProject module) {
    String started = Objects.requireNonNull(project).getArtifactId();
    getLog()
        .warn(
            "The configuration in the POM of %s is not read, since Maven was started for %s."
                    .formatted(module.getArtifactId(), started)
                + " Move it there, or start Maven in %s.".formatted(module.getBasedir()));
  }

  private LiveReloadOptions watched(Reactor reactor) throws MojoFailureException {
    Optional<MavenProject> served = reactor.served(isProxied());
    Optional<Path> site = site(served);
    if (!isProxied() && site.isEmpty()) {
      throw new MojoFailureException(
          "There is no folder to serve. Name one with -Dlivereload.dir=FOLDER, or make one of "
              + ProjectFolders.sites()
              + ".");
    }
    List<Mount> mounts = new ArrayList<>();
    if (!isProxied()) {
      mounts.add(new Mount(UrlPath.ROOT, site.orElseThrow()));
    }
    for (String each : mount) {
      mounts.add(mount(each, reactor.folder()));
    }
    Optional<ProjectFolders> folders =
        served.map(module -> ProjectFolders.of(module, reactor.modules()));
    Optional<Duration> quiet =
        settle == null
            ? Optional.empty()
            : Optional.of(Duration.ofMillis(within("settle", settle, Range.SETTLE_MILLIS)));
    LiveReloadOptions watched =
        new LiveReloadOptions(mounts, elsewhere(reactor, folders, site), ignore, quiet)
            .remembering()
            .building(builds(reactor, folders, served));
    return poll == null
        ? watched
        : watched.polling(Duration.ofMillis(within("poll", poll, Range.POLL_MILLIS)));
  }

  private Optional<Path> site(Optional<MavenProject> served) throws MojoFailureException {
    if (dir != null) {
      return Optional.of(dir.toPath().toAbsolutePath());
    }
    Optional<Path> site = served.map(Reactor::base).flatMap(ProjectFolders::site);
    if (isProxied() || site.isEmpty() || !compiles()) {
      return site;
    }
    // An application reads the copy. Were both watched, each change would be told twice.
    Path copy = ProjectFolders.copy(served.orElseThrow(), site.get());
    make(copy);
    return Optional.of(copy);
  }

  // Goals for which no files are named.
  private boolean compiles() {
    return allBuilds().stream().anyMatch(build -> build.files().isEmpty());
  }

  private static Mount mount(String text, Path folder) throws MojoFailureException {
    String[] parts = text.split("=", 2);
    Path at = Path.of("/" + parts[0]);
    if (parts.length < 2 || parts[1].isEmpty() || at.getNameCount() == 0 || !isPlain(at)) {
      throw new MojoFailureException(
          "mount takes PATH=DIR with a path below the root, such as /files=files, not %s."
              .formatted(text));
    }
    return new Mount(UrlPath.ROOT.resolve(at), folder.resolve(parts[1]));
  }

  // A browser resolves dot segments before it asks: such a path could never be reached.
  private static boolean isPlain(Path path) {
    return path.equals(path.normalize());
  }

  private List<Path> elsewhere(
      Reactor reactor, Optional<ProjectFolders> folders, Optional<Path> site)
      throws MojoFailureException {
    List<Path> all = new ArrayList<>();
    watch.forEach(folder -> all.add(folder.toPath().toAbsolutePath()));
    if (isProxied() && dir != null) {
      site.ifPresent(all::add);
    }
    if (folders.isPresent()) {
      all.addAll(read(folders.get()));
    }
    if (isProxied() && all.isEmpty()) {
      all.add(reactor.folder());
    }
    // What is served has URLs.
    return all.stream()
        .distinct()
        .filter(folder -> isProxied() || site.filter(folder::startsWith).isEmpty())
        .toList();
  }

  // Sources that are compiled here are nothing to pages: what they are compiled to is.
  private List<Path> read(ProjectFolders folders) throws MojoFailureException {
    boolean compiled = compiles();
    List<Path> read = new ArrayList<>(folders.webapps());
    if (!compiled) {
      read.addAll(folders.sources());
    }
    for (Path output : compiled || isProxied() ? folders.outputs() : List.<Path>of()) {
      if (compiled) {
        make(output);
      }
      if (Files.isDirectory(output)) {
        read.add(output);
      }
    }
    return read;
  }

  // The first build would make it, and only a folder that is there can be watched.
  private static void make(Path folder) throws MojoFailureException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MojoFailureException("The folder " + folder + " could not be made: " + e + ".", e);
    }
  }

  private List<Build> allBuilds() {
    List<Build> all = new ArrayList<>(builds);
    if (goals != null) {
      all.add(Build.of(goals));
    }
    return all;
  }

  private Builds builds(
      Reactor reactor, Optional<ProjectFolders> folders, Optional<MavenProject> served)
      throws MojoFailureException {
    List<Path> sources = folders.map(ProjectFolders::sources).orElse(List.of());
    GoalBuilds made =
        new GoalBuilds(maven, Objects.requireNonNull(session), reactor, sources, served, fork);
    List<Builds.Rule> rules = new ArrayList<>();
    for (Build build : allBuilds()) {
      rules.add(made.rule(build));
    }
    Duration timeout =
        buildTimeout == null
            ? Builds.DEFAULT_TIMEOUT
            : Duration.ofSeconds(within("buildTimeout", buildTimeout, Range.BUILD_SECONDS));
    return new Builds(rules, reactor.folder(), timeout, false);
  }
}
