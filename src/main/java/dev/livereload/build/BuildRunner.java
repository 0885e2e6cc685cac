package dev.livereload.build;

import dev.livereload.build.BuildQueue.Step;
import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.Notice;
import dev.livereload.event.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands that changes ask for. All methods are for the engine's thread but {@link
 * #close}, and so are all calls of the listener but {@link Listener#printed}; each run has a thread
 * {@code livereload-build} of its own.
 */
public final class BuildRunner implements AutoCloseable {

  /** Is told of runs. */
  public interface Listener {

    /** A run begins, for {@code files}; for none in particular where there are none. */
    void begun(String name, List<String> files);

    /**
     * A run has ended. Not called for one that was stopped because the next one replaces it.
     *
     * @param problems with an error among them where it failed
     */
    void ended(String name, Duration time, List<Problem> problems);

    /** A command printed a line, with escape sequences as they came. On the thread of the run. */
    void printed(String name, String line);

    /** Something is wrong with how a command is used. */
    void noticed(Notice notice);
  }

  /**
   * What is the same for all commands.
   *
   * @param folder in which they run, a real path
   * @param timeout after which a run is stopped
   * @param environment what they are given besides our own
   */
  public record Setting(Path folder, Duration timeout, Map<String, String> environment) {

    public Setting {
      environment = Map.copyOf(environment);
    }
  }

  private final List<Running> commands = new ArrayList<>();
  private final Setting setting;
  private final Executor engine;
  private final Listener listener;
  private volatile boolean closed;

  /** A command, and its run where there is one. */
  private static final class Running {
    final BuildCommand command;
    final BuildQueue queue = new BuildQueue();
    final Semaphore turn;
    volatile @Nullable Run run;
    volatile @Nullable Thread thread;
    boolean failed;

    Running(BuildCommand command, Semaphore turn) {
      this.command = command;
      this.turn = turn;
    }
  }

  /**
   * Makes a runner that has nothing to do yet.
   *
   * @param engine one thread
   * @throws InvalidBuildException if one of {@code rules} is not to be run
   */
  public BuildRunner(List<BuildRule> rules, Setting setting, Executor engine, Listener listener) {
    Semaphore shared = new Semaphore(1);
    for (BuildCommand command : BuildCommand.of(rules, setting.folder())) {
      commands.add(new Running(command, command.takesTurns() ? shared : new Semaphore(1)));
    }
    this.setting = setting;
    this.engine = engine;
    this.listener = listener;
  }

  /** Returns the folders in which files lie that start a command. They may not exist. */
  public List<Path> folders() {
    return commands.stream()
        .flatMap(command -> command.command.folders().stream())
        .distinct()
        .toList();
  }

  /** Starts every command, or has it run once more after the run that is under way. */
  public void runAll() {
    commands.forEach(command -> changed(command, List.of()));
  }

  /** Starts what the files of {@code batch} ask for. */
  public void changed(ChangeBatch batch) {
    for (Running command : commands) {
      List<Path> files =
          batch.changes().stream()
              .map(FileChange::file)
              .filter(command.command::isStartedBy)
              .toList();
      if (!files.isEmpty()) {
        changed(command, files);
      }
    }
  }

  /** Returns the names of the commands that run. */
  public Set<String> running() {
    return names(commands.stream().filter(command -> command.queue.isRunning()).toList());
  }

  /** Returns the names of the commands whose newest finished run failed. */
  public Set<String> failed() {
    return names(commands.stream().filter(command -> command.failed).toList());
  }

  private static Set<String> names(Collection<Running> commands) {
    return commands.stream()
        .map(command -> command.command.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void changed(Running command, List<Path> files) {
    Step step = command.queue.changed(files, System.nanoTime());
    Run run = command.run;
    if (step == Step.START) {
      start(command);
    } else if (step == Step.STOP && run != null) {
      run.stop();
    }
  }

  private void start(Running command) {
    long begun = System.nanoTime();
    String name = command.command.name();
    Set<Path> files = command.queue.start(begun);
    Run run = newRun(command.command, files);
    command.run = run;
    listener.begun(name, ChangedFiles.names(files, setting.folder()));
    Thread thread = new Thread(() -> run(command, run), "livereload-build");
    thread.setDaemon(true);
    command.thread = thread;
    thread.start();
    if (closed) {
      thread.interrupt();
    }
  }

  private Run newRun(BuildCommand command, Set<Path> files) {
    if (command.task().isPresent()) {
      return new TaskRun(command.task().get(), setting.folder());
    }
    ProcessBuilder builder = new ProcessBuilder(Shell.command(command.line()));
    builder.environment().putAll(setting.environment());
    builder
        .environment()
        .put(ChangedFiles.VARIABLE, ChangedFiles.variable(files, setting.folder()));
    return new CommandRun(
        builder,
        setting.folder(),
        setting.timeout(),
        line -> listener.printed(command.name(), line));
  }

  private void run(Running command, Run run) {
    try {
      command.turn.acquire();
      try {
        long begun = System.nanoTime();
        Optional<List<Problem>> problems = run.run();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        engine.execute(() -> ended(command, took, problems));
      } finally {
        command.turn.release();
      }
    } catch (InterruptedException | RejectedExecutionException e) {
      // The server ends, and nobody waits for this run.
      Thread.currentThread().interrupt();
    }
  }

  private void ended(Running command, Duration took, Optional<List<Problem>> problems) {
    String name = command.command.name();
    Step next = command.queue.ended(System.nanoTime());
    if (problems.isPresent()) {
      command.failed =
          problems.get().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
      listener.ended(name, took, problems.get());
    }
    if (next == Step.START) {
      start(command);
    } else if (next == Step.LOOP) {
      listener.noticed(
          new Notice(
              "The build %s writes what it is started by, so it is not started again."
                  .formatted(name),
              "Leave out of its glob %s what it writes.".formatted(command.command.globs())));
    }
  }

  /** Ends all runs, and what they have started, within half a second. */
  @Override
  public void close() {
    closed = true;
    List<Thread> threads = new ArrayList<>();
    for (Running command : commands) {
      Thread thread = command.thread;
      if (thread != null) {
        thread.interrupt();
        threads.add(thread);
      }
    }
    try {
      for (Thread thread : threads) {
        thread.join(CommandRun.STOPPING.toMillis() * 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
