package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks git itself what it ignores. */
final class GitIgnoreFileIT {

  private static final List<String> FILES =
      List.of(
          "a",
          "b",
          "ab",
          "a b",
          "a.css",
          "x/a",
          "x/b",
          "x/y/a",
          "x/y/ab",
          "x/y/z/a.css",
          "y/x/b",
          "foo/bar",
          "foo/x/bar",
          "foo/x/y/bar",
          "x/foo/bar",
          "#h",
          "!n",
          "a]",
          "a-b",
          "A",
          "7",
          "[x]",
          "a\\b",
          "a+b",
          "(a)",
          "{a,b}",
          "a$",
          "^a",
          "a ",
          "x/.hidden",
          "dir/f");

  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "x",
          "y",
          "foo",
          "bar",
          "*",
          "**",
          "?",
          "/",
          "/",
          "/**/",
          "**/",
          "/**",
          "[ab]",
          "[!a]",
          "[a-c]",
          "[^x]",
          "[[:alpha:]]",
          "[]a]",
          "[a",
          "\\*",
          "\\",
          " ",
          ".css",
          "!",
          "#",
          "+",
          "(",
          "$",
          "{a,b}",
          "-",
          "A");

  private Path repository = Path.of("");

  @BeforeEach
  void makeRepository(@TempDir Path temporary) throws Exception {
    repository = temporary.toRealPath();
    git("", "init", "-q");
    for (String file : FILES) {
      Path path = repository.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
    }
  }

  @Test
  void agreesWithGitOnWhatPeopleWrite() throws Exception {
    agreesWithGit(
        List.of(
            "# comment",
            "",
            "\\#h",
            "\\!n",
            "*.css",
            "!/a.css",
            "foo/**/bar",
            "x/*",
            "!x/y/",
            "/dir",
            "a\\ ",
            "b  ",
            "[[:digit:]]",
            "**/z"));
  }

  @Test
  void agreesWithGitOnAnything() throws Exception {
    Random random = new Random(20261125);
    for (int round = 0; round < 150; round++) {
      List<String> lines = new ArrayList<>();
      for (int line = 0; line < 4; line++) {
        StringBuilder pattern = new StringBuilder();
        for (int piece = random.nextInt(4); piece >= 0; piece--) {
          pattern.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        lines.add(pattern.toString());
      }
      agreesWithGit(lines);
    }
  }

  private void agreesWithGit(List<String> lines) throws Exception {
    Path file = repository.resolve(".gitignore");
    Files.write(file, lines);
    GitIgnoreFile rules = GitIgnoreFile.parse(repository, lines);

    Set<String> ours = new TreeSet<>();
    for (String path : FILES) {
      if (isIgnored(rules, repository.resolve(path))) {
        ours.add(path);
      }
    }

    assertEquals(askGit(), ours, () -> "for " + lines);
  }

  private boolean isIgnored(GitIgnoreFile rules, Path path) {
    Path fromRoot = repository.relativize(path);
    for (int names = 1; names <= fromRoot.getNameCount(); names++) {
      Path part = repository.resolve(fromRoot.subpath(0, names));
      Optional<GitIgnoreFile.Rule> rule = rules.decide(part, () -> Files.isDirectory(part));
      if (rule.isPresent() && rule.get().ignores()) {
        return true;
      }
    }
    return false;
  }

  private Set<String> askGit() throws IOException, InterruptedException {
    String answer =
        git(String.join("\0", FILES) + "\0", "check-ignore", "--no-index", "--stdin", "-z");
    Set<String> ignored = new TreeSet<>(List.of(answer.split("\0")));
    ignored.remove("");
    return ignored;
  }

  private String git(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var stdin = git.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // check-ignore ends with 1 where it ignores nothing.
    assertTrue(git.waitFor() <= 1, command + " failed");
    return output;
  }
}
