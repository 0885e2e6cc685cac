package dev.livereload.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.EventId;
import dev.livereload.event.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages of one moment may have, by the journal of their run. */
final class PastRunTest {

  @ParameterizedTest(name = "at {0}: {1} → {2}")
  @CsvSource({
    "0, served /a s1 h1,                                          /a[s1 h1]",
    "0, served /a - -,                                            /a[- -]",
    "0, served /a s1 h1; served /a s2 h2,                         /a[s1 h1|s2 h2]",
    "0, event 1; served /a s1 h1,                                 /a[s1 h1]",
    "1, served /a s1 h1; event 1; changed 1 /a s2 h2,             /a*[s2 h2]",
    "0, served /a s1 h1; event 1; changed 1 /a s2 h2,             /a*[s1 h1]",
    "0, served /a s1 h1; event 1; changed 1 /a s2 h2; served /a s2 h2, /a*[s1 h1|s2 h2]",
    "1, served /a s1 h1; event 1; changed 1 /a s2 h2; served /a s1 h1, /a*[s1 h1|s2 h2]",
    "1, served /a s1 h1; event 1; served /b s3 h3,                /a[s1 h1] /b[s3 h3]",
    "1, served /a s1 h1; event 1; changed 1 /a - -,               /a*[- -]",
    "0, served /a ~s1 h1; versioned /a,                           /a*[~s1 h1]",
    "1, served /a s1 h1; event 1; reload 1,                       /a[s1 h1]",
    "0, served /a s1 h1; event 1; reload 1,                       unknown",
    "2, served /a s1 h1; event 1,                                 unknown",
    "0, sung /a,                                                  unknown",
  })
  void momentsAreToldApart(long moment, String records, String expected) {
    List<String> lines = journal(records.split("; ", -1));

    assertEquals(expected, show(PastRun.read(lines.iterator(), new EventId("run", moment))));
  }

  @Test
  void aTornLastLineWasNeverGivenToAnybody() {
    List<String> lines = journal("served /a s1 h1", "served /b s2 h2");
    String last = lines.remove(lines.size() - 1);

    for (int length = 0; length < last.length(); length++) {
      List<String> torn = new ArrayList<>(lines);
      torn.add(last.substring(0, length));
      assertEquals("/a[s1 h1]", show(PastRun.read(torn.iterator(), new EventId("run", 0))));
    }
  }

  @Test
  void aDamagedLineBeforeOthersMakesAllDoubtful() {
    List<String> lines = journal("served /a s1 h1", "served /b s2 h2");
    lines.set(2, lines.get(2).replace("h1", "h2"));

    assertEquals("unknown", show(PastRun.read(lines.iterator(), new EventId("run", 0))));
  }

  @Test
  void anotherRunOrFormatIsNotRead() {
    List<String> lines = journal("served /a s1 h1");
    assertEquals("unknown", show(PastRun.read(lines.iterator(), new EventId("other", 0))));

    lines.set(0, JournalLine.of("run 0 run").stripTrailing());
    assertEquals("unknown", show(PastRun.read(lines.iterator(), new EventId("run", 0))));
    assertEquals("unknown", show(PastRun.read(List.<String>of().iterator(), EventId.UNKNOWN)));
  }

  private static List<String> journal(String... records) {
    List<String> lines = new ArrayList<>(List.of(PastRun.first("run")));
    Stream.concat(Stream.of("event 0"), Stream.of(records))
        .map(words -> JournalLine.of(words).stripTrailing())
        .forEach(lines::add);
    return lines;
  }

  private static String show(Optional<Map<UrlPath, Known>> past) {
    return past.map(
            known ->
                String.join(
                    " ",
                    known.entrySet().stream()
                        .map(entry -> entry.getKey() + show(entry.getValue()))
                        .sorted()
                        .toList()))
        .orElse("unknown");
  }

  private static String show(Known known) {
    Set<Content> contents = known.contents();
    List<String> shown = contents.stream().map(Content::toString).sorted().toList();
    return (known.changed() ? "*" : "") + "[" + String.join("|", shown) + "]";
  }
}
