package dev.livereload.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A run of {@code target/livereload.jar}. */
final class JarProcess implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 30;

  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader = new Thread(this::read, "reader");

  private JarProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    reader.start();
  }

  static JarProcess start(Path directory, String... arguments) throws IOException {
    return start(List.of(), directory, arguments);
  }

  /** Runs the jar in {@code directory}, by the command {@code before} it. */
  static JarProcess start(List<String> before, Path directory, String... arguments)
      throws IOException {
    Path jar = Path.of("target/livereload.jar").toAbsolutePath();
    assertTrue(Files.exists(jar), () -> jar + " is made by mvn package.");
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
    // Of the build, not of whoever runs it; the same for all runs, as a user's is.
    builder
        .environment()
        .put("XDG_STATE_HOME", Path.of("target/state").toAbsolutePath().toString());
    return new JarProcess(builder.start(), errors);
  }

  private void read() {
    try (BufferedReader out = process.inputReader(UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the next line of standard output. */
  String line() throws InterruptedException, IOException {
    String line = lines.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(line, "No line; errors: " + errors());
    return line;
  }

  /** Waits for the end, and fails where there is a line that was not taken. */
  void assertNoMoreLines() throws InterruptedException {
    exitCode();
    reader.join();
    assertEquals(List.of(), List.copyOf(lines));
  }

  /** Sends a signal, and returns how long the process went on. */
  Duration stop(String signal) throws IOException, InterruptedException {
    long start = System.nanoTime();
    String pid = String.valueOf(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
    exitCode();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  int exitCode() throws InterruptedException {
    assertTrue(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS), "It does not end.");
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.delete(errors);
  }
}
