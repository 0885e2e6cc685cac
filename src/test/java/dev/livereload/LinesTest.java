package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Outcome;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import dev.livereload.event.UrlPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinesTest {

  private static final EventId ID = new EventId("k3x9", 1);

  private static List<UrlPath> urls(String... names) {
    return Stream.of(names).map(UrlPath.ROOT::child).toList();
  }

  private static String line(LiveEvent event) {
    return Lines.outcome(new Outcome(ID, event, 0, 0, List.of(), List.of(), 0));
  }

  /** Reads tabs as {@code effect ms reason, ...}. */
  private static List<Shown> tabs(String text) {
    List<Shown> tabs = new ArrayList<>();
    for (String tab : text.isEmpty() ? List.<String>of() : List.of(text.split(", ", -1))) {
      String[] words = tab.split(" ", 3);
      tabs.add(
          new Shown(
              "t" + tabs.size(),
              "/a.html",
              ID,
              Effect.parse(words[0]).orElseThrow(),
              words.length > 2 ? words[2] : "",
              Duration.ofMillis(Long.parseLong(words[1]))));
    }
    return tabs;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | '' | '' | 0 | no page open",
        "1 | '' | '' | 0 | told 1 reader",
        "2 | '' | '' | 0 | told 2 readers",
        "1 | nothing 0 | '' | 0 | no open page uses it",
        "2 | nothing 1, nothing 2 | '' | 0 | no open page uses it",
        "2 | patched 38, patched 7 | '' | 0 | patched in 2 tabs (38 ms)",
        "9 | restyled 12, nothing 99 | '' | 0 | restyled in 1 tab (12 ms)",
        "1 | restyled 12, patched 40 | '' | 0 | patched in 1 tab, restyled in 1 tab (40 ms)",
        "2 | reloaded 120 a.js changed (script), reloaded 9 a.js changed (script) | '' | 0"
            + " | reloaded 2 tabs (120 ms); a.js changed (script)",
        "2 | reloaded 1 b.js, patched 2 text, reloaded 3 a.js | '' | 0"
            + " | reloaded 2 tabs, patched in 1 tab (3 ms); b.js, a.js",
        "1 | kept 1 never | '' | 0 | kept as it is in 1 tab (1 ms); never",
        "1 | held 0 hidden | '' | 0 | 1 hidden tab follows when shown",
        "1 | patched 5, held 0, held 0 | '' | 0"
            + " | patched in 1 tab (5 ms), 2 hidden tabs follow when shown",
        "1 | patched 5 | /b.html | 0"
            + " | patched in 1 tab (5 ms), /b.html has not followed in 1 tab",
        "1 | '' | /b.html /b.html | 0 | /b.html has not followed in 2 tabs",
        "1 | '' | /b /a /b /c /d | 0 | /a, /b, /c and 1 more have not followed in 5 tabs",
        "0 | '' | '' | 1 | 1 tab was left",
        "1 | reloaded 4 | '' | 2 | reloaded 1 tab (4 ms), 2 tabs were left"
      })
  void theEffectIsSaid(int readers, String tabs, String late, int left, String effect) {
    LiveEvent event = new LiveEvent.Change(List.of(), List.of(), urls("a.css"));
    List<String> pages = late.isEmpty() ? List.of() : List.of(late.split(" ", -1));
    assertEquals(
        "a.css \u2192 " + effect,
        Lines.outcome(new Outcome(ID, event, readers, 0, tabs(tabs), pages, left)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', told 3 readers",
    "nothing 1, told 1 reader of another origin",
    "restyled 2, 'restyled in 1 tab (2 ms), told 1 reader of another origin'",
    "reloaded 2 why, 'reloaded 1 tab (2 ms), told 1 reader of another origin; why'"
  })
  void pagesOfAnotherOriginAreCounted(String tabs, String effect) {
    LiveEvent event = new LiveEvent.Change(List.of(), List.of(), urls("a.css"));
    assertEquals(
        "a.css \u2192 " + effect,
        Lines.outcome(new Outcome(ID, event, 3, 1, tabs(tabs), List.of(), 0)));
  }

  @Test
  void whatIsNewOrDeletedIsCalledThatAndLongListsAreCounted() {
    assertEquals(
        "a, n (new), o (deleted) \u2192 no page open",
        line(new LiveEvent.Change(urls("n"), urls("o"), urls("a"))));
    assertEquals(
        "a, b, c and 4 more \u2192 no page open",
        line(new LiveEvent.Change(urls("n"), urls("o"), urls("a", "b", "c", "d", "e"))));
  }

  @Test
  void aReloadSaysItsReason() {
    LiveEvent event = new LiveEvent.Reload("A.java\nchanged", true);
    assertEquals("A.java\ufffdchanged \u2192 no page open", line(event));
  }

  @Test
  void aReasonIsSaidOnce() {
    LiveEvent event = new LiveEvent.Reload("answers again", true);
    List<Shown> shown = tabs("reloaded 4 answers again, reloaded 5 a script changed");
    assertEquals(
        "answers again \u2192 reloaded 2 tabs (5 ms); a script changed",
        Lines.outcome(new Outcome(ID, event, 2, 0, shown, List.of(), 0)));
  }

  @Test
  void namesAreShownDecodedButNeverSteerTheTerminal() {
    LiveEvent event =
        new LiveEvent.Change(
            urls("\u00fc b%"), List.of(), urls("\u001b[2J\r\nx\u202e\u2028\u0085"));
    assertEquals(
        "\ufffd[2J\ufffd\ufffdx\ufffd\ufffd\ufffd, \u00fc b% (new) \u2192 no page open",
        line(event));
  }

  @Test
  void whatTabsSayNeverSteersTheTerminal() {
    LiveEvent event = new LiveEvent.Change(List.of(), List.of(), urls("a.js"));
    Shown tab = tabs("reloaded 1 \u001b[31m\u2028").get(0);
    assertEquals(
        "a.js \u2192 reloaded 1 tab (1 ms), \ufffd has not followed in 1 tab; \ufffd[31m\ufffd",
        Lines.outcome(new Outcome(ID, event, 1, 0, List.of(tab), List.of("\u202e"), 0)));
    assertEquals("/a.html reloaded: \ufffd[31m\ufffd", Lines.reason(tab));
    assertEquals("/a.html patched", Lines.reason(tabs("patched 1").get(0)));
  }

  @Test
  void whatIsNeverAnnouncedHasNoLine() {
    assertThrows(AssertionError.class, () -> line(new LiveEvent.Ping()));
  }

  @ParameterizedTest
  @CsvSource({"a\u200bb, a\ufffdb", "\ud83d\udc93, \ud83d\udc93", "\ud83d, \ufffd", "'a b', 'a b'"})
  void onlyWhatCanBeSeenIsPrinted(String text, String printed) {
    assertEquals(printed, Lines.printable(text));
  }
}
