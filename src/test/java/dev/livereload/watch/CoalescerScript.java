package dev.livereload.watch;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A story of what happens to files, and of the batches that it must give. */
final class CoalescerScript {

  private static final long MILLI = 1_000_000;
  private static final int MANY = 10;
  private static final Path ROOT = Path.of("/site");

  private record Step(long time, List<String> words) {}

  private final ScriptedDisk disk = new ScriptedDisk();
  private final ContentIndex index = new ContentIndex();
  private final Coalescer coalescer = new Coalescer(disk, index, Duration.ofMillis(30));
  private final List<Step> steps = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private CoalescerScript() {}

  static CoalescerScript parse(List<String> lines) {
    CoalescerScript script = new CoalescerScript();
    for (String line : lines) {
      List<String> words = List.of(line.strip().split("\\s+"));
      String first = words.get(0);
      if (first.equals("linux")) {
        script.disk.tellWriters();
      } else if (first.equals("start")) {
        script.start(words);
      } else if (first.startsWith("t=") && words.get(1).equals("expect")) {
        script.expected.add(first + " " + String.join(" ", words.subList(2, words.size())));
      } else if (first.startsWith("t=")) {
        script.steps.add(
            new Step(Long.parseLong(first.substring(2)), words.subList(1, words.size())));
      } else if (!first.isEmpty() && !first.startsWith("#")) {
        throw new IllegalArgumentException("No script line: " + line);
      }
    }
    return script;
  }

  List<String> expected() {
    return expected;
  }

  /** Returns the batches, written as the script expects them. */
  List<String> play() {
    for (Step step : steps) {
      runUntil(step.time * MILLI);
      perform(step.words, step.time * MILLI);
    }
    runUntil(Long.MAX_VALUE);
    return told;
  }

  private void start(List<String> words) {
    Path file = file(words.get(1));
    disk.write(file, Long.parseLong(words.get(2)), words.get(3), -MILLI);
    boolean hashed = words.size() < 5;
    index.put(file, disk.stamp(file).withHash(hashed ? words.get(3).hashCode() : 0));
  }

  private void perform(List<String> words, long now) {
    Path file = file(words.get(1));
    switch (words.get(0)) {
      case "write" -> disk.write(file, Long.parseLong(words.get(2)), words.get(3), now);
      case "open" -> {
        disk.open(file);
        return;
      }
      case "close" -> {
        disk.close(file);
        return;
      }
      case "touch" -> disk.touch(file, now);
      case "delete" -> disk.delete(file);
      case "hint" -> {
        // An event without a change.
      }
      case "move" -> {
        disk.move(file, file(words.get(2)));
        coalescer.hint(file, now);
        coalescer.hint(file(words.get(2)), now);
      }
      case "while-read" -> {
        disk.whenHashed(
            file, () -> disk.write(file, Long.parseLong(words.get(2)), words.get(3), now + 1));
        return;
      }
      default -> throw new IllegalArgumentException("No such step: " + words);
    }
    coalescer.hint(file, now);
  }

  private void runUntil(long end) {
    while (coalescer.nextWake().orElse(Long.MAX_VALUE) < end) {
      long now = coalescer.nextWake().getAsLong();
      Optional<ChangeBatch> batch = coalescer.advance(now);
      batch.ifPresent(complete -> told.add("t=" + now / MILLI + " " + describe(complete)));
    }
  }

  private static String describe(ChangeBatch batch) {
    return batch.changes().size() > MANY
        ? batch.changes().size() + " changes"
        : batch.changes().stream().map(CoalescerScript::describe).collect(Collectors.joining(", "));
  }

  private static String describe(FileChange change) {
    return change.kind().name().toLowerCase(Locale.ROOT) + " " + ROOT.relativize(change.file());
  }

  private static Path file(String name) {
    return ROOT.resolve(name);
  }
}
