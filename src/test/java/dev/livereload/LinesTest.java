package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.UrlPath;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinesTest {

  private static List<UrlPath> urls(String... names) {
    return Stream.of(names).map(UrlPath.ROOT::child).toList();
  }

  @ParameterizedTest
  @CsvSource({"0, no page is open", "1, 1 tab told", "2, 2 tabs told"})
  void theEffectIsSaid(int tabs, String effect) {
    LiveEvent event = new LiveEvent.Change(List.of(), List.of(), urls("a.css"));
    assertEquals("changed a.css \u2192 " + effect, Lines.announced(event, tabs));
  }

  @Test
  void eachKindHasItsVerbAndLongListsAreCounted() {
    LiveEvent event =
        new LiveEvent.Change(urls("n"), urls("o", "p"), urls("a", "b", "c", "d", "e"));
    assertEquals(
        "changed a b c and 2 more, added n, removed o p \u2192 1 tab told",
        Lines.announced(event, 1));
  }

  @Test
  void aReloadSaysItsReason() {
    LiveEvent event = new LiveEvent.Reload("A.java\nchanged", true);
    assertEquals("A.java\ufffdchanged \u2192 1 tab told", Lines.announced(event, 1));
  }

  @Test
  void namesAreShownDecodedButNeverSteerTheTerminal() {
    LiveEvent event =
        new LiveEvent.Change(
            urls("\u00fc b%"), List.of(), urls("\u001b[2J\r\nx\u202e\u2028\u0085"));
    assertEquals(
        "changed \ufffd[2J\ufffd\ufffdx\ufffd\ufffd\ufffd, added \u00fc b% \u2192 1 tab told",
        Lines.announced(event, 1));
  }

  @Test
  void whatIsNeverAnnouncedHasNoLine() {
    assertThrows(AssertionError.class, () -> Lines.announced(new LiveEvent.Ping(), 1));
  }

  @ParameterizedTest
  @CsvSource({"a\u200bb, a\ufffdb", "\ud83d\udc93, \ud83d\udc93", "\ud83d, \ufffd", "'a b', 'a b'"})
  void onlyWhatCanBeSeenIsPrinted(String text, String printed) {
    assertEquals(printed, Lines.printable(text));
  }
}
