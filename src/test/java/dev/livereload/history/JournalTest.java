package dev.livereload.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.ContentStamp;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a server one after the other and side by side, on a site of a few words. */
final class JournalTest {

  private static final UrlPath A = new UrlPath("/a");
  private static final UrlPath B = new UrlPath("/b");
  private static final UrlPath C = new UrlPath("/c");
  private static final List<UrlPath> NONE = List.of();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path state;
  private final Map<UrlPath, String> site = new HashMap<>(Map.of(A, "a", B, "b"));
  private final List<Notice> notices = new ArrayList<>();
  private final Set<UrlPath> ignored = new HashSet<>();
  private int asked;

  @Test
  void onlyWhatIsNewIsWritten() throws IOException {
    try (Journal run = run("r1")) {
      serve(run, A);
      long size = Files.size(file("r1"));
      serve(run, A);
      assertEquals(size, Files.size(file("r1")));
      site.put(A, "a2");
      serve(run, A);
      assertTrue(Files.size(file("r1")) > size);
    }
  }

  @Test
  void whatIsAbsentAndIgnoredIsAskedForEachTimeAndNotKept() throws IOException {
    ignored.add(C);
    try (Journal run = run("r1")) {
      long size = Files.size(file("r1"));
      run.served(C, Optional.empty());
      run.served(C, Optional.empty());
      assertEquals(2, asked);
      assertEquals(size, Files.size(file("r1")));
    }
  }

  @Test
  void theNextRunTellsTheDifference() {
    try (Journal run = run("r1")) {
      serve(run, A);
      serve(run, B);
    }
    site.put(A, "a2");
    try (Journal next = run("r2")) {
      assertEquals(updated(A), since(next, "r1", 0));
      assertEquals(updated(A), since(next, "r1", 0));
      assertEquals(updated(), since(next, "r2", 0));
      assertEquals(Optional.empty(), next.since(new EventId("r1", 1)));
      assertEquals(Optional.empty(), next.since(new EventId("r0", 0)));
    }
  }

  @Test
  void whatOnlyAnEarlierRunServedIsKnownToTheNextOnes() {
    try (Journal run = run("r1")) {
      serve(run, A);
    }
    try (Journal next = run("r2")) {
      assertEquals(updated(), since(next, "r1", 0));
    }
    site.put(A, "a2");
    try (Journal third = run("r3")) {
      assertEquals(updated(A), since(third, "r2", 0));
      assertEquals(updated(A), since(third, "r1", 0));
    }
  }

  @Test
  void whatHasChangedOnceKeepsItsVersionInLaterRuns() {
    try (Journal run = run("r1")) {
      serve(run, A);
      site.put(A, "a2");
      run.event(1, updated(A));
    }
    try (Journal next = run("r2")) {
      assertEquals(Optional.of(new Missed(updated(), Set.of(A))), next.since(new EventId("r1", 1)));
    }
    try (Journal third = run("r3")) {
      assertEquals(
          Optional.of(new Missed(updated(), Set.of(A))), third.since(new EventId("r2", 0)));
    }
  }

  @Test
  void serversSideBySideDoNotMixUpTheirPages() {
    try (Journal one = run("r1");
        Journal other = run("r2")) {
      serve(one, A);
      serve(other, B);
      site.put(A, "a2");
      site.put(B, "b2");
      assertEquals(updated(A), since(other, "r1", 0));
      assertEquals(updated(B), since(one, "r2", 0));
    }
  }

  @Test
  void anEventWithoutUrlsCannotBeMadeUpFor() {
    try (Journal run = run("r1")) {
      serve(run, A);
      run.event(1, new LiveEvent.Reload("elsewhere", true));
      assertEquals(Optional.empty(), run.since(new EventId("r1", 0)));
      assertEquals(updated(), since(run, "r1", 1));
    }
  }

  @Test
  void aBuildChangesNothingThatAPageHas() {
    try (Journal run = run("r1")) {
      serve(run, A);
      run.event(1, new LiveEvent.Building("sass", List.of()));
      run.event(2, new LiveEvent.Built("sass", Duration.ZERO, "r1", List.of()));
      assertEquals(updated(), since(run, "r1", 0));
      assertEquals(updated(), since(run, "r1", 2));
    }
  }

  @Test
  void anEventNamesOnlyWhatSomebodyMayHave() throws IOException {
    try (Journal run = run("r1")) {
      serve(run, A);
      run.event(1, updated(A, B));
    }
    assertFalse(Files.readString(file("r1")).contains("/b"));
  }

  @Test
  void whereNothingCanBeWrittenItIsSaidOnce() throws IOException {
    Path inTheWay = Files.writeString(state.resolve("file"), "");
    try (Journal run = open(inTheWay, "r1", Journal.MAX_BYTES)) {
      serve(run, A);
      assertEquals(Optional.empty(), run.since(new EventId("r1", 0)));
    }
    assertEquals(1, notices.size(), notices::toString);
  }

  @Test
  void aFullOneIsGivenUpAsAWhole() {
    try (Journal run = open(state, "r1", 80)) {
      serve(run, A);
      serve(run, B);
      serve(run, A);
    }
    assertFalse(Files.exists(file("r1")));
    assertEquals(1, notices.size(), notices::toString);
  }

  @Test
  void itIsForItsOwnerAlone() throws IOException {
    Path folder = state.resolve("made/here");
    open(folder, "r1", Journal.MAX_BYTES).close();
    assertEquals("rwx------", permissions(folder));
    assertEquals("rw-------", permissions(folder.resolve("r1.log")));
  }

  @Test
  void ofManyRunsTheOldestAreForgotten() throws IOException {
    for (int i = 0; i < RunFiles.RUNS + 5; i++) {
      Files.setLastModifiedTime(
          Files.writeString(file("n" + i), ""), FileTime.from(NOW.minusSeconds(i)));
    }

    run("r1").close();

    try (Stream<Path> files = Files.list(state)) {
      assertEquals(RunFiles.RUNS, files.count());
    }
    assertTrue(Files.exists(file("r1")));
    assertTrue(Files.exists(file("n0")));
  }

  @Test
  void aRunThatNobodyUsesIsForgottenByAge() throws IOException {
    Path old = Files.writeString(file("old"), "");
    Files.setLastModifiedTime(
        old, FileTime.from(NOW.minus(RunFiles.AGE).minus(Duration.ofSeconds(1))));
    run("r1").close();
    assertFalse(Files.exists(old));
  }

  private Journal run(String name) {
    return open(state, name, Journal.MAX_BYTES);
  }

  @Test
  void sitesThatAreServedNoMoreAreForgotten() throws IOException {
    Path other = state.resolve("00000000-0000-0000-0000-000000000000");
    open(other, "r0", Journal.MAX_BYTES).close();
    FileTime old = FileTime.from(NOW.minus(RunFiles.AGE).minusSeconds(1));
    Files.setLastModifiedTime(other.resolve("r0.log"), old);
    Files.setLastModifiedTime(other, old);
    try (Journal run = open(state.resolve("own"), "r1", Journal.MAX_BYTES)) {
      run.forgetOldSites();
    }
    assertFalse(Files.exists(other));
    assertTrue(Files.exists(state.resolve("own/r1.log")));
    assertEquals(List.of(), notices);
  }

  private Journal open(Path folder, String name, long maxBytes) {
    return new Journal(folder, name, new Words(), () -> NOW, notices::add, maxBytes);
  }

  private Path file(String run) {
    return state.resolve(run + ".log");
  }

  private void serve(Journal run, UrlPath url) {
    run.served(url, new Words().stamp(url));
  }

  private static Change since(Journal run, String of, long number) {
    return run.since(new EventId(of, number)).orElseThrow().change();
  }

  private static Change updated(UrlPath... urls) {
    return new Change(NONE, NONE, List.of(urls));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** A site where each URL has one word, which is its hash and, by its length, its stamp. */
  private final class Words implements Present {

    @Override
    public boolean ignores(UrlPath url) {
      asked++;
      return ignored.contains(url);
    }

    @Override
    public Optional<ContentStamp> stamp(UrlPath url) {
      FileTime longAgo = FileTime.from(Instant.EPOCH);
      return hash(url).map(word -> new ContentStamp(word.length(), longAgo, longAgo, 0));
    }

    @Override
    public Optional<String> hash(UrlPath url) {
      return Optional.ofNullable(site.get(url));
    }
  }
}
