package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LoopGuardTest {

  private static final Path ROOT = Path.of("/site").toAbsolutePath();

  /** Announces a file after each of {@code pauses}, in milliseconds. */
  private static List<Loop> edit(LongStream pauses) {
    LoopGuard guard = new LoopGuard(ROOT);
    List<Loop> loops = new ArrayList<>();
    long now = -TimeUnit.HOURS.toNanos(1);
    for (long pause : pauses.toArray()) {
      now += TimeUnit.MILLISECONDS.toNanos(pause);
      FileChange change = new FileChange(ROOT.resolve("out/a.css"), Kind.MODIFIED);
      loops.addAll(guard.loops(new ChangeBatch(List.of(change)), now));
    }
    return loops;
  }

  private static List<Loop> edit(int times, Duration pause) {
    return edit(LongStream.generate(pause::toMillis).limit(times));
  }

  @Test
  void loopIsNamedOnce() {
    List<Loop> loops = edit(100, Duration.ofMillis(300));

    assertEquals(1, loops.size());
    String text = loops.get(0).notice().toString();
    assertTrue(text.startsWith("out/a.css changed 10 times within 2.7 s"), text);
    assertTrue(text.contains("--ignore 'out/a.css'"), text);
  }

  @Test
  void slowBuildThatWritesItsInputIsALoop() {
    // Every three seconds, on a machine that is not always as fast.
    List<Loop> loops = edit(LongStream.range(0, 100).map(i -> 3000 + i * 700 % 1000));

    assertEquals(1, loops.size());
    String text = loops.get(0).notice().toString();
    assertTrue(text.startsWith("out/a.css changed 10 times within 31."), text);
  }

  @Test
  void rowBeginsWithThePauseThatBrokeTheLast() {
    LongStream irregular = LongStream.of(1, 5000, 2000, 9000, 3000);
    LongStream regular = LongStream.generate(() -> 3100).limit(Loop.TIMES - 2);

    assertEquals(1, edit(LongStream.concat(irregular, regular)).size());
  }

  @Test
  void personWhoSavesOftenIsNoLoop() {
    assertEquals(List.of(), edit(LongStream.range(0, 100).map(i -> 1100 + i * 397 % 2000)));
    assertEquals(List.of(), edit(Loop.TIMES - 1, Duration.ofMillis(100)));
    assertEquals(List.of(), edit(100, LoopGuard.SLOWEST.plusMillis(1)));
  }

  @Test
  void filesAreCountedEachForItself() {
    LoopGuard guard = new LoopGuard(ROOT);
    for (int i = 0; i < 50; i++) {
      FileChange change = new FileChange(ROOT.resolve(i + ".css"), Kind.CREATED);
      assertEquals(
          List.of(), guard.loops(new ChangeBatch(List.of(change)), i * 1_000_000L), "file " + i);
    }
  }
}
