package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Maven of its own that runs in a folder, with the repository of the tests. */
final class MavenRun implements AutoCloseable {

  /** Seconds for a line to come; on a loaded machine Maven alone takes ten to start. */
  private static final long DEADLINE = 90;

  private static final String END = "\0";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private MavenRun(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "test-maven-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it.
   *
   * @param folder in which it runs; what servers remember is kept in it
   * @param arguments of Maven
   */
  static MavenRun start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("livereload.maven"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-ntp"));
    command.add("-Dmaven.repo.local=" + Path.of("target", "it-repository").toAbsolutePath());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    return new MavenRun(builder.start());
  }

  /** Copies the project {@code name} of src/it. */
  static Path project(String name, Path to) throws IOException {
    Path from = Path.of("src", "it", name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        String version = System.getProperty("livereload.version");
        Files.writeString(copy, Files.readString(file).replace("@version@", version));
      }
    }
    return to;
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      output
          .lines()
          .forEach(
              line -> {
                seen.add(line);
                lines.add(line);
              });
    } catch (UncheckedIOException | IOException e) {
      // It was ended by force.
      lines.add(END);
      return;
    }
    lines.add(END);
  }

  /** Waits for a line with {@code part}, and returns it. */
  String awaitLine(String part) throws InterruptedException {
    while (true) {
      String line = lines.poll(DEADLINE, TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("No line with " + part + " in:\n" + log());
      }
      if (line.contains(part)) {
        return line;
      }
    }
  }

  /** Waits until the server answers, and returns its address. */
  URI address() throws InterruptedException {
    return URI.create(awaitLine("[INFO] http:").replace("[INFO] ", ""));
  }

  /** Waits for the end, and returns the exit code. */
  int exitCode() throws InterruptedException {
    assertTrue(process.waitFor(DEADLINE, TimeUnit.SECONDS), () -> "It goes on:\n" + log());
    for (String line = lines.take(); !line.equals(END); ) {
      line = lines.take();
    }
    return process.exitValue();
  }

  /** Returns all that it has printed. */
  String log() {
    return String.join("\n", seen);
  }

  /** Ends it as Ctrl-C does, and returns whether that was done within ten seconds. */
  boolean stop() throws InterruptedException {
    // Maven's own launcher is a shell script: the JVM is its child.
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .toList()
        .forEach(ProcessHandle::destroy);
    return process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }
}
