package dev.livereload.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an application gets that depends on the jar. */
final class EmbeddedJarIT {

  private static final Pattern DEPENDENCY =
      Pattern.compile("(?s)<dependency>(?:(?!</dependency>).)*<artifactId>([^<]+).*?</dependency>");

  @Test
  void theJarHasNothingOfOthers() throws IOException {
    String name = "target/livereload-maven-plugin-" + System.getProperty("livereload.version");
    try (JarFile jar = new JarFile(name + ".jar")) {
      Set<String> roots = new TreeSet<>();
      jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> entry.getName().replaceFirst("(dev/livereload|[^/]*)/.*", "$1"))
          .forEach(roots::add);
      assertEquals(Set.of("META-INF", "dev/livereload"), roots);
      assertTrue(jar.getEntry("dev/livereload/server/client.js") != null);
    }
  }

  @Test
  void itBringsNoServerAlong() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    Set<String> brought = new TreeSet<>();
    String own = pom.replaceFirst("(?s)<dependencyManagement>.*</dependencyManagement>", "");
    Matcher dependencies = DEPENDENCY.matcher(own.replaceFirst("(?s)<build>.*", ""));
    while (dependencies.find()) {
      String all = dependencies.group();
      if (List.of("<optional>true", "<scope>test", "<scope>provided").stream()
          .noneMatch(all::contains)) {
        brought.add(dependencies.group(1));
      }
    }

    assertEquals(Set.of("directory-watcher", "jna", "jspecify", "nanojson"), brought);
  }
}
