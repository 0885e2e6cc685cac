package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import dev.livereload.event.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoopGuardTest {

  private static final Path ROOT = Path.of("/site").toAbsolutePath();

  private static List<Notice> edit(int times, Duration pause) {
    LoopGuard guard = new LoopGuard(ROOT);
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      FileChange change = new FileChange(ROOT.resolve("out/a.css"), Kind.MODIFIED);
      notices.addAll(guard.notices(new ChangeBatch(List.of(change)), i * pause.toNanos()));
    }
    return notices;
  }

  @Test
  void loopIsNamedOnce() {
    List<Notice> notices = edit(100, Duration.ofMillis(300));

    assertEquals(1, notices.size());
    String text = notices.get(0).toString();
    assertTrue(text.startsWith("out/a.css changed 10 times within 2.7 s"), text);
    assertTrue(text.contains("--ignore 'out/a.css'"), text);
  }

  @Test
  void personWhoSavesOftenIsNoLoop() {
    assertEquals(List.of(), edit(100, Duration.ofMillis(1100)));
    assertEquals(List.of(), edit(LoopGuard.TIMES - 1, Duration.ofMillis(100)));
  }

  @Test
  void filesAreCountedEachForItself() {
    LoopGuard guard = new LoopGuard(ROOT);
    for (int i = 0; i < 50; i++) {
      FileChange change = new FileChange(ROOT.resolve(i + ".css"), Kind.CREATED);
      assertEquals(
          List.of(), guard.notices(new ChangeBatch(List.of(change)), i * 1_000_000L), "file " + i);
    }
  }
}
