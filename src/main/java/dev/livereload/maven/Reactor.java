package dev.livereload.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The project that Maven was started for, and those that it is built together with. */
final class Reactor {

  private final Optional<MavenProject> project;
  private final List<MavenProject> modules;

  /** In a folder without a POM Maven makes up a project that has no file. */
  Reactor(@Nullable MavenProject project, @Nullable MavenSession session) {
    this.project = Optional.ofNullable(project).filter(each -> each.getFile() != null);
    this.modules =
        session == null || session.getProjects() == null
            ? List.of()
            : session.getProjects().stream().filter(each -> each.getFile() != null).toList();
  }

  /** Returns all that are built together, in the order in which they are built. */
  List<MavenProject> modules() {
    return modules;
  }

  /**
   * Returns the folder of the project that Maven was started for, else the one it was started in.
   */
  Path folder() {
    return project.map(Reactor::base).orElse(Path.of("")).toAbsolutePath();
  }

  /**
   * Returns the module whose folder is served, or whose server is stood before.
   *
   * @param proxied whether it has a server
   */
  Optional<MavenProject> served(boolean proxied) {
    List<MavenProject> candidates =
        modules.stream().filter(module -> !module.getPackaging().equals("pom")).toList();
    Optional<MavenProject> withSite =
        candidates.stream().filter(each -> ProjectFolders.site(base(each)).isPresent()).findFirst();
    if (!proxied && withSite.isPresent()) {
      return withSite;
    }
    // What runs is built last, of all the others. In a folder without a POM there is nothing.
    return candidates.isEmpty() ? project : Optional.of(candidates.get(candidates.size() - 1));
  }

  /** Returns the folder of {@code module}. */
  static Path base(MavenProject module) {
    return module.getBasedir().toPath();
  }
}
