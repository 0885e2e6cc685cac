package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import dev.livereload.watch.Loop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageLoopsTest {

  private static final Path FOLDER = Path.of("/site").toAbsolutePath();

  private final PageLoops loops = new PageLoops();
  private final List<String> told = new ArrayList<>();
  // The clock may begin anywhere.
  private final long start = Long.MAX_VALUE - Duration.ofSeconds(7).toNanos();
  private long millis;

  private long now() {
    return start + Duration.ofMillis(millis).toNanos();
  }

  private void tell(List<FileChange> changes) {
    for (FileChange change : changes) {
      told.add(millis + " " + change.file().getFileName() + " " + change.kind());
    }
  }

  /** Lets time pass, and is there whenever it asks to be woken. */
  private void passUntil(long time) {
    OptionalLong wake = loops.nextWake();
    while (wake.isPresent()
        && wake.getAsLong() - (start + Duration.ofMillis(time).toNanos()) <= 0) {
      millis = Duration.ofNanos(wake.getAsLong() - start).toMillis();
      PageLoops.Told due = loops.due(now());
      due.notices()
          .forEach(
              notice ->
                  told.add(millis + (notice.what().contains("/p") ? " by /p" : " by nobody")));
      tell(due.changes());
      wake = loops.nextWake();
    }
    millis = time;
  }

  /**
   * Plays a script: {@code +}, {@code ~} or {@code -} and a name is a change of that file, {@code
   * /} and a name says that the page was loaded, {@code !} and a name that the file is in a loop of
   * 1 s, and a number is when, in milliseconds.
   */
  private String play(String script) {
    for (String step : script.split(" ", -1)) {
      String name = step.substring(1);
      Path file = FOLDER.resolve(name);
      switch (step.charAt(0)) {
        case '/' -> loops.loaded(step, now());
        case '!' ->
            loops
                .begins(new Loop(file, name, Duration.ofSeconds(1)), now())
                .ifPresent(notice -> told.add(millis + " by nobody"));
        case '+', '~', '-' ->
            tell(loops.pass(List.of(new FileChange(file, kind(step.charAt(0)))), now()));
        default -> passUntil(Long.parseLong(step));
      }
    }
    return String.join(" | ", told);
  }

  private static Kind kind(char sign) {
    return sign == '+' ? Kind.CREATED : sign == '-' ? Kind.DELETED : Kind.MODIFIED;
  }

  private static final String EIGHT = "/p /p /p /p /p /p /p /p ";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // Without a page that is loaded as often, all goes on as it was.
        "!a 100 ~a 200 ~a; 0 by nobody | 100 a MODIFIED | 200 a MODIFIED",
        "/p /p /p /p /p /p /p !a ~a; 0 by nobody | 0 a MODIFIED",
        "/p /q /p /q /p /q /p /q /p /q !a ~a; 0 by nobody | 0 a MODIFIED",
        EIGHT + "1100 !a ~a; 1100 by nobody | 1100 a MODIFIED",
        // A page that writes it by being loaded. Its last change is told when all is quiet.
        EIGHT + "!a 100 ~a 2000 ~b 3099; 2000 b MODIFIED",
        EIGHT + "!a 100 ~a 200 ~a 9999; 3200 by /p | 3200 a MODIFIED",
        // Each time for twice as long, and said but once.
        EIGHT
            + "!a 100 ~a 3200 /p ~a 10000 /p ~a 30000"
            + "; 3100 by /p | 3100 a MODIFIED | 9200 a MODIFIED | 22000 a MODIFIED",
        EIGHT + "!a 100 ~a 3200 /p ~a !a 9999; 3100 by /p | 3100 a MODIFIED | 9200 a MODIFIED",
        // Whoever loads it.
        EIGHT + "!a 100 ~a 9000 /p 9100 ~a 99999; 3100 by /p | 3100 a MODIFIED | 15100 a MODIFIED",
        // It may say so only after it has written.
        EIGHT + "!a 100 ~a 9000 ~a 9500 /p 99999; 3100 by /p | 3100 a MODIFIED | 16000 a MODIFIED",
        // Somebody else changes it, perhaps to end the loop; then all is as it was.
        EIGHT
            + "!a 100 ~a 9000 ~a 9500 /q ~a 10100 ~a"
            + "; 3100 by /p | 3100 a MODIFIED | 10000 a MODIFIED | 10100 a MODIFIED",
        // Somebody else writes it all the time.
        EIGHT
            + "!a 500 ~a 1000 ~a 1500 ~a 2100 ~a 2600 ~a 3200 ~a 3300"
            + "; 3100 by nobody | 3100 a MODIFIED | 3200 a MODIFIED",
        // The loop is over by itself.
        EIGHT + "!a 5000 ~a; 3000 by nobody | 5000 a MODIFIED",
        // What is told is the difference from what was told before.
        EIGHT + "!a 1 -a 2 +a 9999; 3002 by /p | 3002 a MODIFIED",
        EIGHT + "!a 1 ~a 2 -a 9999; 3002 by /p | 3002 a DELETED",
        EIGHT + "!a 1 +a 2 ~a 9999; 3002 by /p | 3002 a CREATED",
        EIGHT + "!a 1 ~a 2 -a 3 +a 9999; 3003 by /p | 3003 a MODIFIED",
        // Two files of one page.
        EIGHT + "!a !b 100 ~a ~b 9999; 3100 by /p | 3100 by /p | 3100 a MODIFIED | 3100 b MODIFIED"
      })
  void whatIsTold(String script, String expected) {
    assertEquals(expected, play(script));
  }

  @Test
  void whatIsUndoneIsNotTold() {
    assertEquals("3100 by nobody", play(EIGHT + "!a 50 +a 100 -a 9999"));
  }

  @Test
  void theNoticeNamesThePageAndTheFile() {
    play(EIGHT + "!a.json 100 ~a.json");

    String notice = loops.due(now() + PageLoops.QUIET.toNanos()).notices().get(0).toString();

    assertTrue(notice.startsWith("a.json changed 10 times within 1.0 s: /p is loaded"), notice);
    assertTrue(notice.endsWith("--ignore 'a.json'."), notice);
  }

  @Test
  void ofTooManyLoadsTheOldestAreForgotten() {
    play(EIGHT.strip());
    for (int i = 0; i < PageLoops.MAX_LOADS; i++) {
      loops.loaded("/" + i, now());
    }
    assertEquals("0 by nobody", play("!a"));
  }
}
