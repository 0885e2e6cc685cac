package dev.livereload.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.ContentStamp;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.UrlPath;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told where a page had one thing and the disk has another. */
final class DifferenceTest {

  private static final UrlPath URL = new UrlPath("/a");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  // A tilde: the stamp was too young to prove anything. A question mark: nobody has read the file.
  @ParameterizedTest(name = "had {0}, is {1} → {2}")
  @CsvSource({
    "s1 h1,         s1 h1,  nothing",
    "s1 h1,         s2 h2,  updated",
    "s1 h1,         s2 h1,  nothing",
    "s1 h1,         - -,    removed",
    "- -,           s1 h1,  added",
    "- -,           - -,    nothing",
    "~s1 h1,        s1 h1,  nothing",
    "~s1 h1,        s1 h2,  updated",
    "s1 ?,          s1 ?,   nothing",
    "s1 ?,          s2 ?,   updated",
    "~s1 ?,         s1 ?,   updated",
    "s1 h1|s2 h2,   s2 h2,  updated",
    "s1 h1|s2 h1,   s2 h1,  nothing",
    "- -|s1 h1,     s1 h1,  added",
    "- -|s1 h1,     - -,    removed",
    "s1 h1|s2 h2,   - -,    removed",
  })
  void isToldByStampAndHash(String had, String is, String expected) {
    Set<Content> contents =
        Stream.of(had.split("\\|", -1)).map(DifferenceTest::content).collect(Collectors.toSet());

    Change change =
        Difference.between(Map.of(URL, new Known(contents, false)), Map.of(URL, content(is)));

    List<UrlPath> one = List.of(URL);
    List<UrlPath> none = List.of();
    assertEquals(
        switch (expected) {
          case "added" -> new Change(one, none, none);
          case "removed" -> new Change(none, one, none);
          case "updated" -> new Change(none, none, one);
          default -> new Change(none, none, none);
        },
        change);
  }

  @ParameterizedTest(name = "changed {0} ms before the look → settled: {1}")
  @CsvSource({"2001, true", "2000, false", "0, false", "-86400000, false"})
  void aYoungStampProvesNothing(long millis, boolean settled) {
    FileTime changed = FileTime.from(NOW.minus(Duration.ofMillis(millis)));
    FileTime longAgo = FileTime.from(Instant.EPOCH);

    Content content = Content.of(new ContentStamp(1, longAgo, changed, 0), NOW, Optional.of("h1"));

    assertEquals(settled, content.settled());
    assertEquals(content, content(content.toString()));
  }

  private static Content content(String words) {
    String[] parts = words.split(" ", -1);
    return Content.parse(parts[0], parts[1]);
  }
}
