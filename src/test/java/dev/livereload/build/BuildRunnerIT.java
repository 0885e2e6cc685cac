package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.build.BuildRunner.Setting;
import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import dev.livereload.event.Notice;
import dev.livereload.event.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the shell and the processes of this system. */
final class BuildRunnerIT {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** A command that never ends, with a child that does not either; both say their ids. */
  private static final String ENDLESS =
      "sh -c 'echo $$ > inner; exec sleep 1000' & echo $$ > outer; wait";

  private record Ended(String name, List<Problem> problems) {}

  private final ExecutorService engine = Executors.newSingleThreadExecutor();
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

  private volatile Runnable duringRun = () -> {};

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    folder = temporary.toRealPath();
  }

  @AfterEach
  void end() {
    engine.shutdownNow();
  }

  @Test
  void whatACommandPrintsIsShownLineByLineAndReadForProblems() throws Exception {
    Files.writeString(folder.resolve("a.c"), "one\ntwo\n");
    try (BuildRunner runner =
        runner(
            "*.c", "printf 'a.c:2:1: error: no\\n'; printf '\\033[31mred\\033[0m' >&2; exit 3")) {
      change(runner, "a.c");

      assertEquals("printf [a.c]", begun.poll(20, TimeUnit.SECONDS));
      Problem problem = problem();
      assertEquals("no", problem.message());
      assertEquals("  1 | one\n> 2 | two\n    | ^", problem.frame());
      assertEquals("a.c:2:1: error: no", lines.poll());
      assertEquals("\u001b[31mred\u001b[0m", lines.poll());
      assertEquals(Set.of("printf"), runner.failed());
    }
  }

  @Test
  void namesReachTheCommandUnharmed() throws Exception {
    String name = "a b'\"$(x) \u00fc\u6f22\\.c";
    try (BuildRunner runner = runner("*.c", "printf '%s\\n' \"$LIVERELOAD_FILES\"")) {
      change(runner, name, "d/e.c");

      assertEquals(List.of(), end("printf").problems());
      assertEquals(name, lines.poll());
      assertEquals("d/e.c", lines.poll());
    }
  }

  @Test
  void manyChangesDuringARunAreOneMore() throws Exception {
    try (BuildRunner runner =
        runner("*.c", "echo \"$LIVERELOAD_FILES\"; until test -e go; do sleep 0.01; done")) {
      change(runner, "a.c");
      assertEquals("a.c", lines.poll(20, TimeUnit.SECONDS));
      change(runner, "b.c");
      change(runner, "c.c");
      change(runner, "b.c");
      Files.createFile(folder.resolve("go"));

      end("echo");
      end("echo");
      assertEquals("b.c", lines.poll());
      assertEquals("c.c", lines.poll());
      assertEquals(Set.of(), running(runner));
      assertTrue(lines.isEmpty(), lines::toString);
    }
  }

  @Test
  void aCommandThatIsNotThereIsAProblem() throws Exception {
    try (BuildRunner runner = runner("*.c", "no-such-program --x")) {
      change(runner, "a.c");

      Problem problem = problem();
      assertEquals("The command failed with exit code 127.", problem.message());
      assertTrue(problem.frame().contains("no-such-program"), problem.frame());
    }
  }

  @Test
  void aTaskThatFailsHasTheProblemsOfItsLines() throws Exception {
    Files.writeString(folder.resolve("a.c"), "one\ntwo\n");
    List<String> lines = List.of("[ERROR] a.c:[2,1] no", "[ERROR]   symbol: x");
    try (BuildRunner runner = runner(() -> Optional.of(lines))) {
      change(runner, "a.c");

      assertEquals("compile [a.c]", begun.poll(20, TimeUnit.SECONDS));
      Problem problem = problem();
      assertEquals("no\nsymbol: x", problem.message());
      assertEquals("  1 | one\n> 2 | two\n    | ^", problem.frame());
      assertEquals(Set.of("compile"), runner.failed());
    }
  }

  @Test
  void aTaskIsStartedByEachOfItsGlobsAndMayBeGood() throws Exception {
    try (BuildRunner runner = runner(Optional::empty)) {
      change(runner, "b.h");

      assertEquals("compile [b.h]", begun.poll(20, TimeUnit.SECONDS));
      assertEquals(List.of(), end("compile").problems());
    }
  }

  @Test
  void aTaskThatBreaksOffIsAProblemAndRunsAgain() throws Exception {
    try (BuildRunner runner =
        runner(
            () -> {
              throw new IllegalStateException("no session");
            })) {
      change(runner, "a.c");
      assertTrue(problem().message().contains("no session"));

      change(runner, "a.c");
      assertTrue(problem().message().contains("no session"));
    }
  }

  @Test
  void aFolderThatHasGoneIsAProblem() throws Exception {
    Path gone = folder.resolve("gone");
    Setting setting = new Setting(gone, DEADLINE, Map.of());
    try (BuildRunner runner = runner("*.c", "true", setting)) {
      engine.submit(runner::runAll).get();

      assertTrue(problem().message().startsWith("The command could not be started: "));
    }
  }

  @Test
  void aCommandThatHangsIsStoppedWithAllThatItStarted() throws Exception {
    Setting setting = new Setting(folder, Duration.ofSeconds(1), Map.of());
    try (BuildRunner runner = runner("*.c", "echo waiting; " + ENDLESS, setting)) {
      change(runner, "a.c");

      Problem problem = problem();
      assertTrue(problem.message().contains("within 1 s"), problem.message());
      assertEquals("waiting", problem.frame());
      assertGone("outer");
      assertGone("inner");
    }
  }

  @Test
  void aFloodIsStopped() throws Exception {
    try (BuildRunner runner = runner("*.c", "yes 'a line of some length, again and again'")) {
      change(runner, "a.c");

      Problem problem = problem();
      assertTrue(problem.message().contains("16 MiB"), problem.message());
      assertTrue(problem.frame().contains("again and again"), problem.frame());
    }
  }

  @Test
  void whatACommandLeavesBehindNeitherHoldsItUpNorStays() throws Exception {
    try (BuildRunner runner =
        runner("*.c", "(echo $$ > /dev/null; exec sleep 1000) & echo $! > inner; echo done")) {
      change(runner, "a.c");

      assertEquals(List.of(), end("(echo").problems());
      assertEquals("done", lines.poll());
      assertGone("inner");
    }
  }

  @Test
  void theEndOfTheServerIsTheEndOfItsCommands() throws Exception {
    BuildRunner runner = runner("*.c", ENDLESS);
    change(runner, "a.c");
    await("outer");
    await("inner");

    long start = System.nanoTime();
    runner.close();

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
    assertGone("outer");
    assertGone("inner");
    assertTrue(ended.isEmpty(), ended::toString);
  }

  @Test
  void eachWayToLeadAGroupRunsTheCommand() throws Exception {
    for (List<String> leader : Shell.leaders().toList()) {
      Process process =
          new ProcessBuilder(Shell.watched(leader, "sleep 1000 & echo $! > inner; exit 7"))
              .directory(folder.toFile())
              .start();

      assertEquals(7, process.waitFor(), leader::toString);
      assertGone("inner");
      Files.delete(folder.resolve("inner"));
    }
  }

  @Test
  void aCommandThatWritesWhatStartsItIsNamed() throws Exception {
    try (BuildRunner runner = runner("*.c", "true")) {
      // As a watcher does that sees each run write a.c.
      duringRun = () -> runner.changed(batch("a.c"));
      change(runner, "a.c");

      Notice notice = notices.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(notice, "Nothing was said.");
      assertTrue(notice.toString().contains("*.c"), notice::toString);
      assertEquals(BuildQueue.LOOP_RUNS, begun.size());
      assertEquals(Set.of(), running(runner));
    }
  }

  @Test
  void thoseThatTakeTurnsRunOneAfterTheOtherAndBesideTheOthers() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    BuildRule.Task turn =
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          awaitUninterrupted(go);
          inside.decrementAndGet();
          return Optional.empty();
        };
    List<BuildRule> rules =
        List.of(
            new BuildRule("one", List.of("*.c"), "", Optional.of(turn), true),
            new BuildRule("two", List.of("*.c"), "", Optional.of(turn), true),
            new BuildRule("beside", List.of("*.c"), "", Optional.of(Optional::empty), false));
    Setting setting = new Setting(folder, DEADLINE, Map.of());
    try (BuildRunner runner = new BuildRunner(rules, setting, engine, new Recorder())) {
      change(runner, "a.c");
      end("beside");
      assertEquals(Set.of("one", "two"), running(runner));
      go.countDown();

      Set<String> names = new HashSet<>();
      for (int i = 0; i < 2; i++) {
        Ended end = ended.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(end, "It does not end.");
        names.add(end.name());
      }
      assertEquals(Set.of("one", "two"), names);
      assertEquals(1, most.get());
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertTrue(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private BuildRunner runner(String glob, String command) {
    return runner(glob, command, new Setting(folder, DEADLINE, Map.of()));
  }

  private BuildRunner runner(BuildRule.Task task) {
    BuildRule rule = new BuildRule("compile", List.of("*.c", "*.h"), "", Optional.of(task), false);
    Setting setting = new Setting(folder, DEADLINE, Map.of());
    return new BuildRunner(List.of(rule), setting, engine, new Recorder());
  }

  private BuildRunner runner(String glob, String command, Setting setting) {
    return new BuildRunner(List.of(new BuildRule(glob, command)), setting, engine, new Recorder());
  }

  private void change(BuildRunner runner, String... names) throws Exception {
    engine.submit(() -> runner.changed(batch(names))).get();
  }

  private ChangeBatch batch(String... names) {
    return new ChangeBatch(
        Arrays.stream(names)
            .map(name -> new FileChange(folder.resolve(name), Kind.MODIFIED))
            .toList());
  }

  private Set<String> running(BuildRunner runner) throws Exception {
    return engine.submit(runner::running).get();
  }

  private Ended end(String name) throws InterruptedException {
    Ended end = ended.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(end, "It does not end.");
    assertEquals(name, end.name());
    return end;
  }

  private Problem problem() throws InterruptedException {
    Ended end = ended.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(end, "It does not end.");
    assertFalse(end.problems().isEmpty());
    return end.problems().get(0);
  }

  private void await(String file) throws IOException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!Files.exists(folder.resolve(file)) || Files.size(folder.resolve(file)) == 0) {
      assertTrue(System.nanoTime() < deadline, "No file " + file);
      Thread.onSpinWait();
    }
  }

  /** Waits for the end of the process whose id is in {@code file}. */
  private void assertGone(String file) throws Exception {
    long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process != null && process.isAlive()) {
      process.onExit().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private final class Recorder implements BuildRunner.Listener {

    @Override
    public void begun(String name, List<String> files) {
      begun.add(name + " " + files);
      duringRun.run();
    }

    @Override
    public void ended(String name, Duration time, List<Problem> problems) {
      ended.add(new Ended(name, problems));
    }

    @Override
    public void printed(String name, String line) {
      lines.add(line);
    }

    @Override
    public void noticed(Notice notice) {
      notices.add(notice);
    }
  }
}
