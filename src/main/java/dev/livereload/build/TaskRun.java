package dev.livereload.build;

import dev.livereload.event.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run in this JVM. It goes on to its end, also where it is stopped. */
final class TaskRun implements Run {

  private final BuildRule.Task task;
  private final Path folder;
  private volatile boolean stopped;

  /**
   * @param folder in which its problems are looked for, a real path
   */
  TaskRun(BuildRule.Task task, Path folder) {
    this.task = task;
    this.folder = folder;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Optional<List<Problem>> run() {
    List<Problem> problems = problems();
    return stopped ? Optional.empty() : Optional.of(new SourceFrames(folder).frame(problems));
  }

  private List<Problem> problems() {
    try {
      return task.run()
          .map(lines -> Verdict.of("The build failed.", lines, folder))
          .orElse(List.of());
    } catch (RuntimeException | LinkageError e) {
      return List.of(Problem.error("The build broke off: " + e + "."));
    }
  }
}
