package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildCommandTest {

  private static final Path FOLDER = Path.of("/work");

  @ParameterizedTest
  @CsvSource({
    "sass css:site/css, sass",
    "npx sass css:site, sass",
    "npm run build-css, build-css",
    "'NODE_ENV=production npx --no-install tsc -p .', tsc",
    "node_modules/.bin/esbuild a.js, esbuild",
    "'\"./my tools/gen.sh\" x', my",
    "python3 tools/gen.py, gen",
    "mvn -q compile, mvn",
    "./gradlew classes, gradlew",
    "java -jar tool.jar, tool",
    "make, make",
    "env, env",
    "C:\\tools\\gen.exe, gen",
  })
  void isNamedAfterWhatItRuns(String line, String name) {
    assertEquals(name, BuildCommand.nameOf(line));
  }

  @Test
  void namesDiffer() {
    List<BuildCommand> commands =
        BuildCommand.of(
            List.of(
                new BuildRule("a/*", "sass a"),
                new BuildRule("b/*", "sass b"),
                new BuildRule("c/*", "sass c")),
            FOLDER);

    assertEquals(
        List.of("sass", "sass 2", "sass 3"), commands.stream().map(BuildCommand::name).toList());
  }

  @Test
  void aNameThatIsGivenIsTaken() {
    BuildRule rule =
        new BuildRule("css", List.of("*.scss", "*.sass"), "make", Optional.empty(), false);

    BuildCommand command = BuildCommand.of(List.of(rule), FOLDER).get(0);

    assertEquals("css", command.name());
    assertTrue(command.isStartedBy(Path.of("/work/a.sass")));
    assertTrue(command.isStartedBy(Path.of("/work/a.scss")));
    assertFalse(command.isStartedBy(Path.of("/work/a.css")));
  }

  @Test
  void aRuleWithoutACommandIsRefused() {
    List<BuildRule> rules = List.of(new BuildRule("*.c", " "));

    assertThrows(InvalidBuildException.class, () -> BuildCommand.of(rules, FOLDER));
  }
}
