package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReactorTest {

  @TempDir private Path folder;

  private MavenProject project(String name, String packaging) {
    MavenProject project = new MavenProject();
    project.setGroupId("it");
    project.setArtifactId(name);
    project.setVersion("1");
    project.setPackaging(packaging);
    project.setFile(folder.resolve(name).resolve("pom.xml").toFile());
    return project;
  }

  private static MavenProject configured(MavenProject project) {
    Plugin plugin = new Plugin();
    plugin.setGroupId("dev.livereload");
    plugin.setArtifactId("livereload-maven-plugin");
    plugin.setConfiguration("<proxy>8080</proxy>");
    Build build = new Build();
    build.addPlugin(plugin);
    Model own = new Model();
    own.setBuild(build);
    project.setOriginalModel(own);
    return project;
  }

  @Test
  void aConfigurationThatNobodyReadsIsNoticed() {
    MavenProject root = configured(project("root", "pom"));
    MavenProject lib = project("lib", "jar");
    MavenProject app = configured(project("app", "jar"));

    assertEquals(List.of(app), new Reactor(Optional.of(root), List.of(lib, app, root)).unread());
    assertEquals(List.of(), new Reactor(Optional.of(app), List.of(app)).unread());
    assertEquals(List.of(), new Reactor(Optional.empty(), List.of()).unread());
  }

  @Test
  void whatIsServedIsTheFirstModuleThatHasASiteAndWhatRunsIsTheLastOne() throws IOException {
    MavenProject root = project("root", "pom");
    MavenProject site = project("site", "jar");
    MavenProject app = project("app", "jar");
    Files.createDirectories(folder.resolve("site/docs"));
    Reactor reactor = new Reactor(Optional.of(root), List.of(root, site, app));

    assertEquals(Optional.of(site), reactor.served(false));
    assertEquals(Optional.of(app), reactor.served(true));
  }
}
