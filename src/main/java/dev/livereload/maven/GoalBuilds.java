package dev.livereload.maven;

import dev.livereload.Builds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** Makes builds of what a POM says: commands, and goals of Maven. */
final class GoalBuilds {

  private final Maven maven;
  private final MavenSession session;
  private final Reactor reactor;
  private final List<Path> sources;
  private final Optional<String> module;
  private final boolean fork;

  /**
   * @param sources the folders in which a change starts goals for which no files are named
   * @param served the module that is built, with those that it depends on
   * @param fork whether goals always run in a Maven of their own
   */
  GoalBuilds(
      Maven maven,
      MavenSession session,
      Reactor reactor,
      List<Path> sources,
      Optional<MavenProject> served,
      boolean fork) {
    this.maven = maven;
    this.session = session;
    this.reactor = reactor;
    this.sources = sources;
    this.module =
        reactor.modules().size() < 2
            ? Optional.empty()
            : served.map(project -> project.getGroupId() + ":" + project.getArtifactId());
    this.fork = fork;
  }

  /**
   * Returns the rule for what {@code build} says.
   *
   * @throws MojoFailureException if it says too little, or what cannot be
   */
  Builds.Rule rule(Build build) throws MojoFailureException {
    boolean runsGoals = !build.goals().isEmpty();
    if (runsGoals == build.command().isPresent()) {
      throw new MojoFailureException(
          "A <build> runs either <goals> or a <command>. Name one of them, such as"
              + " <goals>compile</goals>.");
    }
    List<String> globs = build.files();
    if (build.command().isPresent()) {
      if (globs.isEmpty()) {
        throw new MojoFailureException(
            "The build %s names no files. Say which ones start it, such as <files>*.scss</files>."
                .formatted(build.command().get()));
      }
      return new Builds.Rule(build.name(), globs, build.command().get(), Optional.empty(), false);
    }
    if (reactor.modules().isEmpty()) {
      throw new MojoFailureException(
          "The goals %s need a project, and there is no POM in %s. Start Maven where one is."
              .formatted(String.join(" ", build.goals()), reactor.folder()));
    }
    String name = build.name().isEmpty() ? String.join(" ", build.goals()) : build.name();
    return goals(name, globs.isEmpty() ? globs(sources, reactor.folder()) : globs, build.goals());
  }

  private Builds.Rule goals(String name, List<String> globs, List<String> goals) {
    if (!fork && SessionGoals.fits(session.getRequest(), goals)) {
      Builds.Task task = new SessionGoals(maven, session.getRequest(), goals, module);
      return new Builds.Rule(name, globs, "", Optional.of(task), true);
    }
    Optional<String> home =
        Optional.ofNullable(session.getSystemProperties().getProperty("maven.home"));
    String program = MavenCommand.program(home);
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(MavenCommand.arguments(session.getRequest(), home.filter(program::startsWith)));
    module.ifPresent(id -> words.addAll(List.of("-pl", id, "-am")));
    words.addAll(goals);
    boolean windows = MavenCommand.isWindows(System.getProperty("os.name"));
    String line = MavenCommand.line(words, windows);
    return new Builds.Rule(name, globs, line, Optional.empty(), true);
  }

  /** Returns globs of all files in {@code sources}, from {@code folder}. Pure. */
  static List<String> globs(List<Path> sources, Path folder) {
    return sources.stream()
        .map(source -> folder.relativize(source.toAbsolutePath().normalize()))
        .map(path -> path.toString().replace(path.getFileSystem().getSeparator(), "/"))
        .map(path -> path.replaceAll("[\\[\\]{}*?]", "\\\\$0") + "/**")
        .collect(Collectors.toList());
  }
}
