package dev.livereload;

import dev.livereload.build.BuildRule;
import dev.livereload.build.BuildRunner;
import dev.livereload.build.HeldChanges;
import dev.livereload.build.InvalidBuildException;
import dev.livereload.event.ChangeBatch;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Stands between what changed and what pages are told of it: starts builds, and keeps changes back
 * until they are done and all that they wrote is in. Belongs to the engine's thread.
 */
final class BuildGate implements AutoCloseable {

  /**
   * After the end of a command until its last writes have been noticed: the system tells of them
   * before it tells of the end, but by another way.
   */
  static final Duration SETTLE = Duration.ofMillis(30);

  /** Between two looks at whether files are still on their way. */
  private static final Duration LOOK = Duration.ofMillis(10);

  /** So long is waited for a file that does not come to rest, such as a log. */
  private static final Duration RESTLESS = Duration.ofSeconds(3);

  private final BuildRunner runner;
  private final HeldChanges held = new HeldChanges();
  private final Set<LiveEvent> heldEvents = new LinkedHashSet<>();
  private final Set<String> settling = new HashSet<>();
  private final ScheduledExecutorService engine;
  private final Duration settle;
  private BooleanSupplier filesComing = () -> false;
  private Consumer<ChangeBatch> announce = batch -> {};
  private Consumer<LiveEvent> tell = event -> {};
  private long lastEnd;
  private boolean paused;

  /**
   * @param polled the pause between two looks at the files where there are no events
   * @throws BadFolderException if the folder of the builds is none
   * @throws BadBuildException if one is not to be run
   */
  BuildGate(
      Builds builds,
      Optional<Duration> polled,
      ScheduledExecutorService engine,
      BuildRunner.Listener listener)
      throws IOException {
    Path folder =
        builds.rules().isEmpty() ? builds.folder() : BadFolderException.real(builds.folder());
    this.engine = engine;
    this.settle = SETTLE.plus(polled.orElse(Duration.ZERO));
    List<BuildRule> rules =
        builds.rules().stream()
            .map(
                rule ->
                    new BuildRule(
                        rule.name(),
                        rule.globs(),
                        rule.command(),
                        rule.task().<BuildRule.Task>map(task -> task::run),
                        rule.takesTurns()))
            .toList();
    Map<String, String> environment =
        builds.colours() ? Map.of("FORCE_COLOR", "1", "CLICOLOR_FORCE", "1") : Map.of();
    try {
      this.runner =
          new BuildRunner(
              rules,
              new BuildRunner.Setting(folder, builds.timeout(), environment),
              loudly(engine),
              new Ends(listener));
    } catch (InvalidBuildException e) {
      throw new BadBuildException(e.notice());
    }
  }

  // A scheduled executor would keep an exception to itself, and nobody asks it.
  private static Executor loudly(Executor engine) {
    return task ->
        engine.execute(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
              }
            });
  }

  /** Returns the folders to watch, as real paths: those of the globs, or what is there of them. */
  List<Path> folders() throws IOException {
    Set<Path> folders = new HashSet<>();
    for (Path wanted : runner.folders()) {
      Path there = wanted;
      while (!Files.isDirectory(there) && there.getParent() != null) {
        there = there.getParent();
      }
      folders.add(there.toRealPath());
    }
    return folders.stream().sorted().toList();
  }

  /**
   * Runs every command for the first time.
   *
   * @param coming whether changes of files are on their way
   * @param released is given the changes that were kept back
   * @param told is given the events that were, after the changes
   */
  void open(BooleanSupplier coming, Consumer<ChangeBatch> released, Consumer<LiveEvent> told) {
    filesComing = coming;
    announce = released;
    tell = told;
    runner.runAll();
  }

  /** Runs every command once more. */
  void buildAll() {
    runner.runAll();
  }

  /** Keeps everything back while {@code on}, whether or not something is built. */
  void pause(boolean on) {
    paused = on;
    if (!on && !isBusy()) {
      releaseHeld();
    }
  }

  private void releaseHeld() {
    held.release(runner.failed()).ifPresent(announce);
    heldEvents.forEach(tell);
    heldEvents.clear();
  }

  /** Takes an event that is no file's: returns whether pages may be told of it now. */
  boolean pass(LiveEvent event) {
    if (!isBusy() && !paused) {
      return true;
    }
    heldEvents.add(event);
    return false;
  }

  private boolean isBusy() {
    return !settling.isEmpty() || !runner.running().isEmpty();
  }

  /** Takes a batch: what of it pages are to be told now. */
  Optional<ChangeBatch> pass(ChangeBatch batch) {
    runner.changed(batch);
    Set<String> busy = runner.running();
    busy.addAll(settling);
    if (busy.isEmpty() && !paused) {
      return held.join(batch);
    }
    held.add(batch, busy);
    return Optional.empty();
  }

  private void ended(String name) {
    settling.add(name);
    lastEnd = System.nanoTime();
    later(settle);
  }

  private void later(Duration pause) {
    if (!engine.isShutdown()) {
      var unused =
          engine.schedule(
              () -> loudly(Runnable::run).execute(this::release),
              pause.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  private void release() {
    if (settling.isEmpty() || !runner.running().isEmpty()) {
      // Told already, or the end of what runs is still to come.
      return;
    }
    long since = System.nanoTime() - lastEnd;
    if (since < settle.toNanos()
        || (filesComing.getAsBoolean() && since < settle.plus(RESTLESS).toNanos())) {
      later(LOOK);
      return;
    }
    settling.clear();
    if (!paused) {
      releaseHeld();
    }
  }

  @Override
  public void close() {
    runner.close();
  }

  /** Hears of the ends on their way to another listener. */
  private final class Ends implements BuildRunner.Listener {

    private final BuildRunner.Listener next;

    Ends(BuildRunner.Listener next) {
      this.next = next;
    }

    @Override
    public void begun(String name, List<String> files) {
      next.begun(name, files);
    }

    @Override
    public void ended(String name, Duration time, List<Problem> problems) {
      next.ended(name, time, problems);
      BuildGate.this.ended(name);
    }

    @Override
    public void printed(String name, String line) {
      next.printed(name, line);
    }

    @Override
    public void noticed(Notice notice) {
      next.noticed(notice);
    }
  }
}
