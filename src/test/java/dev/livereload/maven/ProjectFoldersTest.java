package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectFoldersTest {

  @TempDir private Path folder;

  @Test
  void theSiteIsWhatTheProjectIs() throws IOException {
    assertEquals(Optional.empty(), ProjectFolders.site(folder));
    for (String later :
        List.of(
            "docs",
            "target/generated-docs",
            "target/site",
            "target/classes/static",
            "src/main/resources/public",
            "src/main/resources/static",
            "src/main/resources/META-INF/resources",
            "src/main/webapp")) {
      Path site = Files.createDirectories(folder.resolve(later));
      assertEquals(Optional.of(site), ProjectFolders.site(folder));
    }
  }

  @Test
  void whatIsReadIsThatOfTheModuleAndOfThoseThatItDependsOn() throws IOException {
    MavenProject lib = project("lib");
    MavenProject app = project("app");
    MavenProject other = project("other");
    Dependency dependency = new Dependency();
    dependency.setGroupId("it");
    dependency.setArtifactId("lib");
    app.getModel().addDependency(dependency);
    Path made = Files.createDirectories(folder.resolve("app/target/generated-sources"));
    app.addCompileSourceRoot(made.toString());

    ProjectFolders read = ProjectFolders.of(app, List.of(other, lib, app));

    assertEquals(
        List.of(folder.resolve("app/src/main/java"), folder.resolve("lib/src/main/java")),
        read.sources());
    assertEquals(
        List.of(folder.resolve("app/target/classes"), folder.resolve("lib/target/classes")),
        read.outputs());
    assertEquals(List.of(), read.webapps());
  }

  @Test
  void whatLiesInResourcesIsCopiedWhenTheyAre() throws IOException {
    MavenProject app = project("app");
    Resource elsewhere = new Resource();
    elsewhere.setDirectory(folder.resolve("app/src").toString());
    elsewhere.setTargetPath("other");
    Resource resources = new Resource();
    resources.setDirectory(folder.resolve("app/src/main/resources").toString());
    app.addResource(elsewhere);
    app.addResource(resources);

    assertEquals(
        folder.resolve("app/target/classes/static"),
        ProjectFolders.copy(app, folder.resolve("app/src/main/resources/static")));
    assertEquals(
        folder.resolve("app/src/main/webapp"),
        ProjectFolders.copy(app, folder.resolve("app/src/main/webapp")));
  }

  private MavenProject project(String name) throws IOException {
    Path base = folder.resolve(name);
    MavenProject project = new MavenProject();
    project.setGroupId("it");
    project.setArtifactId(name);
    project.setFile(base.resolve("pom.xml").toFile());
    Build build = new Build();
    build.setDirectory(base.resolve("target").toString());
    build.setOutputDirectory(base.resolve("target/classes").toString());
    project.setBuild(build);
    project.addCompileSourceRoot(Files.createDirectories(base.resolve("src/main/java")).toString());
    return project;
  }
}
