package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EngineTest {

  private final Engine engine = new Engine();
  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();

  @BeforeEach
  void record() {
    engine.run(
        () ->
            Thread.currentThread()
                .setUncaughtExceptionHandler(
                    (thread, thrown) -> happened.add(thread.getName() + ": " + thrown)));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private String next() throws InterruptedException {
    return String.valueOf(happened.poll(10, TimeUnit.SECONDS));
  }

  private Runnable failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  @Test
  void whatATaskThrowsIsToldAndTheNextOneRuns() throws InterruptedException {
    engine.run(failing(new IllegalStateException("one")));
    engine.runAfter(Duration.ofMillis(1), failing(new IllegalStateException("two")));

    assertEquals("livereload-engine: java.lang.IllegalStateException: one", next());
    assertEquals("livereload-engine: java.lang.IllegalStateException: two", next());
  }

  @Test
  void whoCallsGetsWhatATaskReturnsOrThrows() throws Exception {
    assertEquals("done", engine.call(() -> "done").get(10, TimeUnit.SECONDS));

    IllegalStateException failure = new IllegalStateException("one");
    CompletableFuture<String> failed =
        engine.call(
            () -> {
              throw failure;
            });

    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> failed.get(10, TimeUnit.SECONDS));
    assertSame(failure, thrown.getCause());
    assertEquals("livereload-engine: java.lang.IllegalStateException: one", next());
  }

  @Test
  void whatRunsAgainAndAgainGoesOnAfterAFailure() throws InterruptedException {
    engine.runEvery(Duration.ofMillis(1), failing(new IllegalStateException("again")));

    assertEquals("livereload-engine: java.lang.IllegalStateException: again", next());
    assertEquals("livereload-engine: java.lang.IllegalStateException: again", next());
  }

  @Test
  void afterTheEndNothingRunsAndNothingFails() {
    engine.close();
    engine.run(failing(new IllegalStateException()));
    assertEquals(0, happened.size());
  }
}
