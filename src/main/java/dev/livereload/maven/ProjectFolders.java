package dev.livereload.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/** Where a project keeps what is served, and what a server of its own reads. */
final class ProjectFolders {

  // By what the project is: a webapp, a Spring Boot or Quarkus application, a site. Never the
  // project's
  // own folder, in which secrets lie.
  private static final List<String> SITES =
      List.of(
          "src/main/webapp",
          "src/main/resources/META-INF/resources",
          "src/main/resources/static",
          "src/main/resources/public",
          "target/classes/META-INF/resources",
          "target/classes/static",
          "target/site",
          "docs");

  private ProjectFolders() {}

  /** Returns the folder of the project at {@code base} that is to be served, if it has one. */
  static Optional<Path> site(Path base) {
    return SITES.stream().map(base::resolve).filter(Files::isDirectory).findFirst();
  }

  /** Returns what {@link #site} looks for, for people. */
  static String sites() {
    return String.join(", ", SITES);
  }

  /**
   * Returns the folders that there are of what a server reads: sources and resources of {@code
   * project}, and of those of {@code reactor} that it depends on.
   *
   * @param built whether what these are compiled to counts, too
   */
  static List<Path> read(MavenProject project, List<MavenProject> reactor, boolean built) {
    Set<Path> folders = new LinkedHashSet<>();
    for (MavenProject each : withDependencies(project, reactor)) {
      Stream<String> resources = each.getResources().stream().map(r -> r.getDirectory());
      Stream.concat(each.getCompileSourceRoots().stream(), resources)
          .map(Path::of)
          .forEach(folders::add);
      folders.add(each.getBasedir().toPath().resolve("src/main/webapp"));
      if (built) {
        folders.add(Path.of(each.getBuild().getOutputDirectory()));
      }
    }
    return folders.stream().filter(Files::isDirectory).toList();
  }

  private static List<MavenProject> withDependencies(
      MavenProject project, List<MavenProject> reactor) {
    List<MavenProject> all = new ArrayList<>(List.of(project));
    for (int i = 0; i < all.size(); i++) {
      for (Dependency dependency : all.get(i).getDependencies()) {
        reactor.stream()
            .filter(other -> isNamed(other, dependency) && !all.contains(other))
            .forEach(all::add);
      }
    }
    return all;
  }

  private static boolean isNamed(MavenProject project, Dependency dependency) {
    return project.getGroupId().equals(dependency.getGroupId())
        && project.getArtifactId().equals(dependency.getArtifactId());
  }
}
