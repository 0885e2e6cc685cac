package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.EventId;
import dev.livereload.event.FileChange;
import dev.livereload.event.Notice;
import dev.livereload.event.Shown;
import dev.livereload.watch.FileWatcher;
import dev.livereload.watch.Loop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tabs make a loop. */
class LoopBrakeTest {

  private static final Path FILE = Path.of("hits.json");
  private static final EventId ID = new EventId("run", 1);

  private final List<ChangeBatch> told = new ArrayList<>();
  private final LoopBrake brake =
      new LoopBrake(
          new FileWatcher.Listener() {
            @Override
            public void changed(ChangeBatch batch) {
              told.add(batch);
            }

            @Override
            public void notice(Notice notice) {}
          },
          (pause, task) -> {},
          () -> 0);

  @ParameterizedTest
  @CsvSource({"RELOADED, 0", "CONNECTED, 1", "PATCHED, 1", "NOTHING, 1"})
  void onlyReloadsHoldAChangeBack(Shown.Effect effect, int changesTold) {
    for (int i = 0; i < Loop.TIMES; i++) {
      brake.heard(new Shown("tab" + i, "/", ID, effect, "", Duration.ZERO));
    }
    brake.loops(new Loop(FILE, "hits.json", Duration.ofSeconds(1)));

    brake.changed(new ChangeBatch(List.of(new FileChange(FILE, FileChange.Kind.MODIFIED))));

    assertEquals(changesTold, told.size());
  }
}
