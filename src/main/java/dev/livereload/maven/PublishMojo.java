package dev.livereload.maven;

import dev.livereload.UserErrorException;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Problem;
import dev.livereload.event.UrlPath;
import dev.livereload.server.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server that runs already, and with it every open page, what this build does. For builds
 * that it does not start itself.
 *
 * @since 0.1.0
 */
@Mojo(name = "publish", requiresProject = false, threadSafe = true)
public final class PublishMojo extends AbstractMojo {

  /**
   * The address of the server as it is printed when it starts; a number alone is a port of this
   * machine.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.server", defaultValue = "http://localhost:8080")
  private String server = "";

  /**
   * The token that the server asks for where other machines can connect.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.accessToken")
  private @Nullable String accessToken;

  /**
   * What is reported: <code>building</code>, <code>built</code>, <code>change</code> or <code>
   * reload</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.type", defaultValue = "built")
  private String type = "";

  /**
   * Of <code>building</code> and <code>built</code>: what tells the build from others.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.name", defaultValue = "${project.artifactId}")
  private String name = "";

  /**
   * Of <code>building</code>: the files for which it is.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.files")
  private List<String> files = new ArrayList<>();

  /**
   * Of <code>built</code>: what is wrong. With one the build has failed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.errors")
  private List<String> errors = new ArrayList<>();

  /**
   * Of <code>built</code>: what might be wrong.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.warnings")
  private List<String> warnings = new ArrayList<>();

  /**
   * Of <code>built</code>: the milliseconds that it took.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.time", defaultValue = "0")
  private int time;

  /**
   * Of <code>change</code>: the URL paths of new files.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.added")
  private List<String> added = new ArrayList<>();

  /**
   * Of <code>change</code>: the URL paths of files that are gone.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.removed")
  private List<String> removed = new ArrayList<>();

  /**
   * Of <code>change</code>: the URL paths of files with a new content.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.updated")
  private List<String> updated = new ArrayList<>();

  /**
   * Of <code>reload</code>: why, in one line for people.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.reason", defaultValue = "a Maven build asked for it")
  private String reason = "";

  /**
   * Of <code>reload</code>: whether pages may be patched; otherwise they are loaded anew.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.patch", defaultValue = "true")
  private boolean patch;

  /**
   * Whether the build fails where no server answers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.required", defaultValue = "false")
  private boolean required;

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

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped.");
      return;
    }
    StrayProperties.warn(
        getLog(), Objects.requireNonNull(session), project, Objects.requireNonNull(execution));
    LiveEvent event = event();
    try {
      RunningServer.at(server, Optional.ofNullable(accessToken)).report(event);
    } catch (UserErrorException e) {
      throw new MojoFailureException(MavenLog.words(e.notice()));
    } catch (IOException e) {
      missing(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Without a server there are no pages to tell, which is no reason to stop a build.
  private void missing(IOException cause) throws MojoExecutionException {
    String missing = "No server answers at " + server + ", so no page was told.";
    if (required) {
      throw new MojoExecutionException(
          missing + " Start one with livereload:serve, or name another with livereload.server.",
          cause);
    }
    getLog().info(missing);
  }

  private LiveEvent event() throws MojoFailureException {
    return switch (type) {
      case "building" -> new LiveEvent.Building(name, files);
      // The hash is the server's.
      case "built" -> new LiveEvent.Built(name, Duration.ofMillis(time), "", problems());
      case "change" -> change();
      case "reload" -> new LiveEvent.Reload(reason, patch);
      default ->
          throw new MojoFailureException(
              "type is building, built, change or reload, not " + type + ".");
    };
  }

  private List<Problem> problems() {
    return Stream.concat(
            errors.stream().map(Problem::error),
            warnings.stream().map(Problem::error).map(each -> each.as(Problem.Severity.WARNING)))
        .toList();
  }

  private LiveEvent change() throws MojoFailureException {
    LiveEvent.Change change =
        new LiveEvent.Change(
            urls("added", added), urls("removed", removed), urls("updated", updated));
    if (change.isEmpty()) {
      throw new MojoFailureException(
          "A change names the URL paths of files: set added, removed or updated.");
    }
    return change;
  }

  private static List<UrlPath> urls(String parameter, List<String> texts)
      throws MojoFailureException {
    List<UrlPath> urls = new ArrayList<>();
    for (String text : texts) {
      urls.add(
          Optional.of(text)
              .filter(path -> path.startsWith("/"))
              .flatMap(UrlPath.ROOT::resolve)
              .orElseThrow(
                  () ->
                      new MojoFailureException(
                          "%s takes URL paths that begin with a slash, such as /css/a.css, not %s."
                              .formatted(parameter, text))));
    }
    return urls;
  }
}
