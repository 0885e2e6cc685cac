package dev.livereload.build;

import dev.livereload.event.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A run of a command: its process, and all that this starts. */
final class CommandRun implements Run {

  /**
   * Between two looks at whether there is output, or a reason to stop. Not the pause after which
   * the end is noticed, which is none.
   */
  private static final Duration LOOK = Duration.ofMillis(10);

  /** After the polite signal, until the other one. */
  static final Duration STOPPING = Duration.ofMillis(300);

  /** Of this many octets of output at most one look is made at the clock. */
  private static final int BUFFER = 64 * 1024;

  private final ProcessBuilder builder;
  private final Path folder;
  private final Duration timeout;
  private final OutputBuffer output;
  private volatile boolean stopped;

  /**
   * @param folder in which it runs, and in which its problems are looked for
   * @param lines is given each line that it prints, on the thread that runs this
   */
  CommandRun(ProcessBuilder builder, Path folder, Duration timeout, Consumer<String> lines) {
    this.builder = builder.directory(folder.toFile()).redirectErrorStream(true);
    this.folder = folder;
    this.timeout = timeout;
    this.output = new OutputBuffer(lines);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Optional<List<Problem>> run() throws InterruptedException {
    if (stopped) {
      return Optional.empty();
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.of(
          List.of(Problem.error("The command could not be started: " + e.getMessage() + ".")));
    }
    try {
      Optional<String> failure = follow(process);
      if (failure.isPresent()) {
        end(process);
        output.end();
        return Optional.of(List.of(Verdict.failed(failure.get(), output.kept())));
      }
      if (stopped) {
        end(process);
        return Optional.empty();
      }
      output.end();
      List<Problem> problems = Verdict.of(process.waitFor(), output.kept(), folder);
      return Optional.of(new SourceFrames(folder).frame(problems));
    } finally {
      kill(process, tree(process));
    }
  }

  // Without waiting for the end of the output: what the command leaves behind may hold it open.
  private Optional<String> follow(Process process) {
    byte[] buffer = new byte[BUFFER];
    long deadline = System.nanoTime() + timeout.toNanos();
    try (InputStream in = process.getInputStream()) {
      boolean ended = false;
      while (!stopped) {
        if (in.available() > 0) {
          output.take(buffer, in.read(buffer));
        } else if (ended) {
          return Optional.empty();
        } else {
          ended = process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (output.flooded()) {
          return Optional.of(
              "The command printed more than %d MiB and was stopped. Have it print less."
                  .formatted(OutputBuffer.FLOOD >> 20));
        }
        if (!ended && System.nanoTime() > deadline) {
          return Optional.of(
              "The command did not end within %d s and was stopped. It has to end when it is done"
                      .formatted(timeout.toSeconds())
                  + " (no --watch); or give it more time: --build-timeout, in a POM buildTimeout.");
        }
      }
    } catch (IOException e) {
      return Optional.of("What the command prints could not be read: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      // The server ends.
      stopped = true;
    }
    return Optional.empty();
  }

  /** First politely, so that it can clear up what it was writing. */
  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> tree = tree(process);
    tree.forEach(ProcessHandle::destroy);
    process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
    kill(process, tree);
    process.waitFor();
  }

  private static void kill(Process process, List<ProcessHandle> tree) {
    tree.forEach(ProcessHandle::destroyForcibly);
    try {
      // For the watchdog: the end of us.
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is closed already, which is as good.
      return;
    }
  }

  private static List<ProcessHandle> tree(Process process) {
    List<ProcessHandle> tree = new ArrayList<>();
    tree.add(process.toHandle());
    process.descendants().forEach(tree::add);
    return tree;
  }
}
