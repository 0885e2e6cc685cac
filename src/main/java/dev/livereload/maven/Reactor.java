package dev.livereload.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The project that Maven was started for, and those that it is built together with. */
final class Reactor {

  private static final String KEY = "dev.livereload:livereload-maven-plugin";

  private final Optional<MavenProject> project;
  private final List<MavenProject> modules;

  /**
   * @param project that Maven was started for; nothing where there is no POM
   * @param modules all that are built together, in the order in which they are built
   */
  Reactor(Optional<MavenProject> project, List<MavenProject> modules) {
    this.project = project;
    this.modules = modules;
  }

  /** In a folder without a POM Maven makes up a project that has no file. */
  static Reactor of(@Nullable MavenProject project, MavenSession session) {
    List<MavenProject> all =
        Optional.ofNullable(session.getProjects()).orElse(List.of()).stream()
            .filter(each -> each.getFile() != null)
            .toList();
    return new Reactor(Optional.ofNullable(project).filter(each -> each.getFile() != null), all);
  }

  /** Returns all that are built together, in the order in which they are built. */
  List<MavenProject> modules() {
    return modules;
  }

  /**
   * Returns the modules whose POM has a configuration for the goals that nobody reads: Maven runs
   * them once, with that of the project that it was started for.
   */
  List<MavenProject> unread() {
    return modules.stream()
        .filter(each -> project.filter(each::equals).isEmpty() && isConfigured(each))
        .toList();
  }

  // By its own POM: what it inherits is that of others.
  private static boolean isConfigured(MavenProject module) {
    return Optional.ofNullable(module.getOriginalModel())
        .map(Model::getBuild)
        .map(Build::getPluginsAsMap)
        .map(plugins -> plugins.get(KEY))
        .map(Plugin::getConfiguration)
        .isPresent();
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
