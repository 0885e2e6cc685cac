package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IgnoreRulesTest {

  private static final Path ROOT = Path.of("/srv/site").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git/index.lock",
        "a/b/node_modules/x/y.js",
        "node_modules",
        ".gradle/file",
        "css/.a.css.swp",
        "css/.a.css.swo",
        "css/.a.css.swx",
        "4913",
        "a.css~",
        ".#a.css",
        "#a.css#",
        "a.css___jb_tmp___",
        "a.css___jb_old___",
        ".goutputstream-X1Y2Z3",
        ".a.css.kate-swp",
        ".~lock.report.odt#",
        "film.mp4.crdownload",
        "film.mp4.part",
        ".DS_Store",
        "pics/Thumbs.db",
        "pics/._a.png",
      })
  void builtInRulesIgnore(String path) {
    assertTrue(new IgnoreRules(List.of(ROOT), List.of()).reason(ROOT.resolve(path)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        "target/a.css",
        "dist/a.css",
        "build/out/a.css",
        ".well-known/x",
        ".vitepress/theme/a.css",
        "swp",
        "a.swf",
        "~a.css",
        "#anchor",
        "gitignore",
        "sedatives",
        "a.css.download",
      })
  void builtInRulesLeaveAlone(String path) {
    assertFalse(new IgnoreRules(List.of(ROOT), List.of()).reason(ROOT.resolve(path)).isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "*.log, a/b/c.log, true",
    "*.log, c.log.txt, false",
    "drafts, drafts/a.html, true",
    "drafts, a/drafts/b/c.html, true",
    "drafts/, drafts/a.html, true",
    "drafts/**, drafts, true",
    "drafts/**, a/drafts/b.html, false",
    "/drafts, drafts/b.html, true",
    "./drafts, drafts/b.html, true",
    "./drafts, a/drafts/b.html, false",
    "././a/./drafts/, a/drafts/b.html, true",
    ".a/drafts, .a/drafts, true",
    "a/drafts, a/drafts/b.html, true",
    "a/drafts, b/a/drafts, false",
    "**/tmp, tmp/a, true",
    "**/tmp, x/y/tmp/a, true",
    "'docs/*.{md,txt}', docs/a.txt, true",
    "'docs/*.{md,txt}', docs/b/a.txt, false",
    "'[ab].css', x/b.css, true",
    "file with space.*, file with space.md, true",
  })
  void globsOfTheUser(String glob, String path, boolean ignored) {
    IgnoreRules rules = new IgnoreRules(List.of(ROOT), List.of(glob));

    assertEquals(ignored, rules.reason(ROOT.resolve(path)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "/", "**", "/**", "[", "{a,b", "a/[b", "./", "../a", "a/../b", ".."})
  void unusableGlobsSayWhatAndCure(String glob) {
    InvalidGlobException e =
        assertThrows(
            InvalidGlobException.class, () -> new IgnoreRules(List.of(ROOT), List.of(glob)));

    assertTrue(e.notice().what().contains('"' + glob + '"'), e.notice().what());
    assertFalse(e.notice().cure().isEmpty());
  }

  @Test
  void rootItselfIsNeverIgnored() {
    Path root = Path.of("/srv/node_modules/.git/target").toAbsolutePath();
    IgnoreRules rules = new IgnoreRules(List.of(root), List.of("target", "work"));

    assertTrue(rules.reason(root).isEmpty());
    assertTrue(rules.reason(root.resolve("a.css")).isEmpty());
  }

  @Test
  void deepestRootCounts() {
    Path inner = ROOT.resolve("node_modules/theme");
    IgnoreRules rules = new IgnoreRules(List.of(ROOT, inner), List.of());

    assertTrue(rules.reason(inner.resolve("a.css")).isEmpty());
    assertTrue(rules.reason(ROOT.resolve("node_modules/other/a.css")).isPresent());
  }

  @Test
  void reasonNamesRuleAndOrigin() {
    IgnoreRules rules = new IgnoreRules(List.of(ROOT), List.of("*.log"));

    assertEquals("*.log (--ignore)", rules.reason(ROOT.resolve("a.log")).orElseThrow().toString());
    assertEquals(
        ".git (built in)", rules.reason(ROOT.resolve(".git/HEAD")).orElseThrow().toString());
  }
}
