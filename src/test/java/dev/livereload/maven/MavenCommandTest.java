package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MavenCommandTest {

  @TempDir private Path folder;

  @Test
  void tellsHowTheOneThatRunsWasStarted() throws IOException {
    Path settings = Files.createFile(folder.resolve("settings.xml"));
    Path pom = Files.createFile(folder.resolve("pom.xml"));
    MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setOffline(true);
    request.setUserSettingsFile(settings.toFile());
    request.setGlobalSettingsFile(new File("absent.xml"));
    request.setPom(pom.toFile());
    request.addActiveProfile("dev");
    request.addInactiveProfile("slow");
    request.getUserProperties().setProperty("maven.repo.local", "/repo");
    request.getUserProperties().setProperty("a", "b c");
    request.getUserProperties().setProperty("livereload.port", "1");
    request.getUserProperties().setProperty("session.rootDirectory", "/");

    assertEquals(
        List.of(
            "-B",
            "-ntp",
            "-o",
            "-s",
            settings.toString(),
            "-f",
            pom.toString(),
            "-P",
            "dev,!slow",
            "-Da=b c",
            "-Dmaven.repo.local=/repo"),
        MavenCommand.arguments(request, Optional.empty()));
  }

  @Test
  void saysNothingOfWhatIsAsEver() {
    assertEquals(
        List.of("-B", "-ntp"),
        MavenCommand.arguments(new DefaultMavenExecutionRequest(), Optional.empty()));
  }

  @Test
  void aMavenFindsItsOwnSettingsByItself() throws IOException {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Path settings = Files.createFile(conf.resolve("settings.xml"));
    MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setGlobalSettingsFile(settings.toFile());

    assertEquals(
        List.of("-B", "-ntp"), MavenCommand.arguments(request, Optional.of(folder.toString())));
    assertEquals(
        List.of("-B", "-ntp", "-gs", settings.toString()),
        MavenCommand.arguments(request, Optional.of("/other")));
  }

  @Test
  void theDaemonComesFirstThenTheMavenThatRuns() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    String path = "/absent" + File.pathSeparator + bin;
    String own = Path.of("/opt/maven/bin/mvn").toString();
    assertEquals(own, MavenCommand.program(path, "/opt/maven", false));
    assertEquals("mvn", MavenCommand.program(null, null, false));
    assertEquals("mvn.cmd", MavenCommand.program("", null, true));

    assertTrue(Files.createFile(bin.resolve("mvnd")).toFile().setExecutable(true));
    assertEquals("mvnd", MavenCommand.program(path, "/opt/maven", false));
  }

  @Test
  void wordsReachTheProgramAsTheyAre() {
    List<String> words = List.of("/my maven/bin/mvn", "-Da=it's", "-P", "!x", "compile", "");

    assertEquals(
        "'/my maven/bin/mvn' '-Da=it'\\''s' -P '!x' compile ''", MavenCommand.line(words, false));
    assertEquals(
        "call \"/my maven/bin/mvn\" \"-Da=it's\" -P \"!x\" compile \"\"",
        MavenCommand.line(words, true));
  }
}
