package dev.livereload.maven;

import dev.livereload.Builds;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.maven.Maven;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.AbstractMojoExecutionException;

/**
 * Runs goals in the Maven that runs already, which takes a tenth of the time of starting another
 * one. What plugins log goes where it always goes; why a build failed is returned.
 */
final class SessionGoals implements Builds.Task {

  /**
   * What is short, is done when it says so, and starts no program that would outlive it: nothing
   * can end it early. Tests and packaging take their time, and other goals may do anything.
   */
  private static final Set<String> PHASES =
      Set.of(
          "validate",
          "initialize",
          "generate-sources",
          "process-sources",
          "generate-resources",
          "process-resources",
          "compile",
          "process-classes");

  // A session is kept in what all of a Maven share, so there is one at a time.
  private static final ReentrantLock ONE = new ReentrantLock();

  private final Maven maven;
  private final MavenExecutionRequest running;
  private final List<String> goals;
  private final Optional<String> module;

  /**
   * @param running how the Maven that runs was started
   * @param module the module to build, with those that it depends on; nothing where there is one
   */
  SessionGoals(
      Maven maven, MavenExecutionRequest running, List<String> goals, Optional<String> module) {
    this.maven = maven;
    this.running = running;
    this.goals = goals;
    this.module = module;
  }

  /** Whether that may be done with {@code goals} in a Maven that was started like this. */
  static boolean fits(MavenExecutionRequest running, List<String> goals) {
    // Other modules that are built at the same time would find themselves in the wrong session.
    return running.getDegreeOfConcurrency() <= 1 && PHASES.containsAll(goals);
  }

  @Override
  public Optional<List<String>> run() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ONE.lock();
    try {
      thread.setContextClassLoader(Maven.class.getClassLoader());
      List<Throwable> failures = maven.execute(request()).getExceptions();
      return failures.isEmpty() ? Optional.empty() : Optional.of(lines(failures));
    } finally {
      thread.setContextClassLoader(before);
      ONE.unlock();
    }
  }

  private MavenExecutionRequest request() {
    MavenExecutionRequest request = DefaultMavenExecutionRequest.copy(running);
    request.setGoals(goals);
    // Left out by the copy.
    request.setMultiModuleProjectDirectory(running.getMultiModuleProjectDirectory());
    request.setToolchains(running.getToolchains());
    copyFolder("RootDirectory", request);
    copyFolder("TopDirectory", request);
    module.ifPresent(
        id -> {
          request.setSelectedProjects(List.of(id));
          request.setMakeBehavior(MavenExecutionRequest.REACTOR_MAKE_UPSTREAM);
        });
    // One line a build is enough, and that is ours.
    request.setExecutionListener(new AbstractExecutionListener());
    return request;
  }

  // Maven 4 does nothing without these, and Maven 3 does not know them.
  private void copyFolder(String name, MavenExecutionRequest request) {
    try {
      Method get = MavenExecutionRequest.class.getMethod("get" + name);
      Method set = MavenExecutionRequest.class.getMethod("set" + name, Path.class);
      set.invoke(request, get.invoke(running));
    } catch (NoSuchMethodException e) {
      return;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Maven does not tell its " + name, e);
    }
  }

  /** Returns what is wrong as Maven prints it. Pure. */
  static List<String> lines(List<Throwable> failures) {
    List<String> lines = new ArrayList<>();
    for (Throwable failure : failures) {
      text(failure).lines().filter(line -> !line.isBlank()).forEach(l -> lines.add("[ERROR] " + l));
    }
    return lines;
  }

  // A plugin's own words are the deepest ones that Maven knows; below are those of libraries.
  private static String text(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AbstractMojoExecutionException own) {
        String whole = own.getLongMessage();
        text = whole == null || whole.isBlank() ? String.valueOf(own.getMessage()) : whole;
      }
    }
    return text;
  }
}
