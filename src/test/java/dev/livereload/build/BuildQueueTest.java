package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.build.BuildQueue.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A command that takes as long as a test says. */
final class BuildQueueTest {

  private static final Path A = Path.of("/a");
  private static final Path B = Path.of("/b");

  private final BuildQueue queue = new BuildQueue();
  private long now;

  @Test
  void aChangeStartsARunForIt() {
    assertEquals(Step.START, queue.changed(List.of(A), now));
    assertEquals(Set.of(A), queue.start(now));
    assertTrue(queue.isRunning());
    assertEquals(Step.NOTHING, ended(100));
    assertFalse(queue.isRunning());
  }

  @Test
  void whatChangesDuringARunStartsExactlyOneMore() {
    run(A);
    assertEquals(Step.NOTHING, queue.changed(List.of(A), now));
    assertEquals(Step.NOTHING, queue.changed(List.of(B), now));
    assertEquals(Step.NOTHING, queue.changed(List.of(A), now));

    assertEquals(Step.START, ended(100));
    assertEquals(Set.of(A, B), queue.start(now));
    assertEquals(Step.NOTHING, ended(100));
  }

  @Test
  void aRunForNoFileInParticularIsARunToo() {
    assertEquals(Step.START, queue.changed(List.of(), now));
    assertEquals(Set.of(), queue.start(now));
    assertEquals(Step.NOTHING, queue.changed(List.of(), now));
    assertEquals(Step.START, ended(100));
  }

  @Test
  void theFirstRunIsNeverStoppedSinceNobodyKnowsHowLongItTakes() {
    run(A);
    pass(60_000);
    assertEquals(Step.NOTHING, queue.changed(List.of(A), now));
  }

  @Test
  void aRunThatHasLongToGoIsStoppedAndTheNextOneHasAllFiles() {
    run(A);
    ended(20_000);
    run(A);
    pass(5_000);

    assertEquals(Step.STOP, queue.changed(List.of(B), now));
    assertEquals(Step.NOTHING, queue.changed(List.of(B), now));
    assertEquals(Step.START, ended(10));
    assertEquals(Set.of(B), queue.start(now));
  }

  @Test
  void aRunThatIsNearlyDoneIsWaitedFor() {
    run(A);
    ended(20_000);
    run(A);
    pass(18_500);

    assertEquals(Step.NOTHING, queue.changed(List.of(A), now));
  }

  @Test
  void aRunAfterAStoppedOneIsNeverStopped() {
    run(A);
    ended(20_000);
    run(A);
    queue.changed(List.of(A), now);
    ended(10);
    queue.start(now);

    assertEquals(Step.NOTHING, queue.changed(List.of(A), now));
    assertEquals(Step.START, ended(20_000));
    queue.start(now);
    assertEquals(Step.STOP, queue.changed(List.of(A), now));
  }

  @Test
  void aStoppedRunDoesNotTellHowLongOneTakes() {
    run(A);
    ended(20_000);
    run(A);
    queue.changed(List.of(A), now);
    ended(10);
    queue.start(now);
    ended(20_000);
    run(A);

    assertEquals(Step.STOP, queue.changed(List.of(A), now));
  }

  @Test
  void aCommandThatWritesWhatItIsStartedByIsNotStartedForEver() {
    run(A);
    int runs = 1;
    queue.changed(List.of(A), now);
    while (ended(100) == Step.START) {
      queue.start(now);
      runs++;
      assertTrue(runs <= BuildQueue.LOOP_RUNS, "It goes on for ever.");
      queue.changed(List.of(A), now);
    }

    assertEquals(BuildQueue.LOOP_RUNS, runs);
    assertEquals(Step.START, queue.changed(List.of(A), now));
  }

  @Test
  void whoSavesAgainAndAgainDuringLongRunsIsNoLoop() {
    run(A);
    for (int i = 0; i < 3 * BuildQueue.LOOP_RUNS; i++) {
      queue.changed(List.of(A), now);
      assertEquals(Step.START, ended(1_900));
      queue.start(now);
    }
  }

  @Test
  void otherFilesEachTimeAreNoLoop() {
    run(A);
    for (int i = 0; i < 3 * BuildQueue.LOOP_RUNS; i++) {
      queue.changed(List.of(i % 2 == 0 ? B : A), now);
      assertEquals(Step.START, ended(10));
      queue.start(now);
    }
  }

  private void run(Path file) {
    assertEquals(Step.START, queue.changed(List.of(file), now));
    queue.start(now);
  }

  private Step ended(long millis) {
    pass(millis);
    return queue.ended(now);
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
