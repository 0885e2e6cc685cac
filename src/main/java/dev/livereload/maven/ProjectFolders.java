package dev.livereload.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/** Where a project keeps what is served, and what a server of its own reads. */
final class ProjectFolders {

  // By what the project is: a webapp, a Spring Boot or Quarkus application, a site. Never the
  // project's own folder, in which secrets lie.
  private static final List<String> SITES =
      List.of(
          "src/main/webapp",
          "src/main/resources/META-INF/resources",
          "src/main/resources/static",
          "src/main/resources/public",
          "target/classes/META-INF/resources",
          "target/classes/static",
          "target/site",
          "target/generated-docs",
          "docs");

  private final List<MavenProject> projects;

  private ProjectFolders(List<MavenProject> projects) {
    this.projects = projects;
  }

  /** Returns the folder of the project at {@code base} that is to be served, if it has one. */
  static Optional<Path> site(Path base) {
    return SITES.stream().map(base::resolve).filter(Files::isDirectory).findFirst();
  }

  /**
   * Returns the folder that {@code folder} is copied to when {@code project} is built; itself if it
   * lies in no folder of resources.
   */
  static Path copy(MavenProject project, Path folder) {
    Path output = Path.of(project.getBuild().getOutputDirectory());
    return project.getResources().stream()
        .filter(resource -> resource.getTargetPath() == null)
        .map(resource -> Path.of(resource.getDirectory()))
        .filter(folder::startsWith)
        .findFirst()
        .map(resources -> output.resolve(resources.relativize(folder)))
        .orElse(folder);
  }

  /** Returns what {@link #site} looks for, for people. */
  static String sites() {
    return String.join(", ", SITES);
  }

  /** Folders of {@code project}, and of those of {@code reactor} that it depends on. */
  static ProjectFolders of(MavenProject project, List<MavenProject> reactor) {
    List<MavenProject> all = new ArrayList<>(List.of(project));
    for (int i = 0; i < all.size(); i++) {
      for (Dependency dependency : all.get(i).getDependencies()) {
        reactor.stream()
            .filter(other -> isNamed(other, dependency) && !all.contains(other))
            .forEach(all::add);
      }
    }
    return new ProjectFolders(all);
  }

  private static boolean isNamed(MavenProject project, Dependency dependency) {
    return project.getGroupId().equals(dependency.getGroupId())
        && project.getArtifactId().equals(dependency.getArtifactId());
  }

  /** Returns the folders that there are of sources and resources; not those that a build makes. */
  List<Path> sources() {
    return projects.stream().flatMap(ProjectFolders::sources).distinct().toList();
  }

  private static Stream<Path> sources(MavenProject project) {
    Path made = Path.of(project.getBuild().getDirectory());
    Stream<String> resources = project.getResources().stream().map(r -> r.getDirectory());
    return Stream.concat(project.getCompileSourceRoots().stream(), resources)
        .map(Path::of)
        .filter(folder -> Files.isDirectory(folder) && !folder.startsWith(made));
  }

  /** Returns the folders that there are of webapps, which a server may read as they are. */
  List<Path> webapps() {
    return projects.stream()
        .map(project -> project.getBasedir().toPath().resolve("src/main/webapp"))
        .filter(Files::isDirectory)
        .toList();
  }

  /** Returns the folders that sources and resources are compiled to. They may not exist. */
  List<Path> outputs() {
    return projects.stream().map(each -> Path.of(each.getBuild().getOutputDirectory())).toList();
  }
}
