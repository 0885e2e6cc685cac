package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Outcome;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import dev.livereload.event.UrlPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TabsTest {

  private static final String RUN = "k3x9";

  private final Tabs tabs = new Tabs();
  private long now;

  private void say(List<String> lines, List<Outcome> known) {
    known.forEach(outcome -> lines.add(Lines.outcome(outcome).replaceFirst(".* \u2192 ", "")));
  }

  /**
   * Plays a script, and returns the lines that became known: {@code !2} announces event 2, {@code
   * ?2} tells pages of an earlier run at 2 what they have missed, {@code +500} lets so many
   * milliseconds pass, {@code a1 patched 2} lets the tab {@code 1} of page {@code /a} say that it
   * shows event 2, {@code forget} is that nobody listens.
   */
  private String play(String script) {
    List<String> lines = new ArrayList<>();
    for (String step : script.split(", ", -1)) {
      if (step.startsWith("!") || step.startsWith("?")) {
        long number = Long.parseLong(step.substring(1));
        EventId id = new EventId(RUN, number);
        LiveEvent event =
            new LiveEvent.Change(List.of(), List.of(), List.of(UrlPath.ROOT.child("f" + number)));
        if (step.startsWith("?")) {
          tabs.caughtUp(id, event, now);
          continue;
        }
        say(lines, tabs.announced(id, event, 1, 0, now));
      } else if (step.startsWith("+")) {
        now += Duration.ofMillis(Long.parseLong(step.substring(1))).toNanos();
        say(lines, tabs.known(now));
      } else if (step.equals("forget")) {
        tabs.forget();
      } else {
        say(lines, tabs.heard(shown(step), now));
      }
    }
    return String.join(" | ", lines);
  }

  @Test
  void ofAnEventNoMoreAnswersAreCountedThanThereMayBeTabs() {
    play("a1 connected 1, !2");
    for (int i = 0; i < 2 * Tabs.MAX_TABS; i++) {
      tabs.heard(shown("b" + i + " patched 2"), now);
    }
    now += Tabs.PATIENCE.toNanos();
    assertEquals(Tabs.MAX_TABS, tabs.known(now).get(0).shown().size());
  }

  private static Shown shown(String step) {
    String[] words = step.split(" ", -1);
    String run = words.length > 3 ? words[3] : RUN;
    return new Shown(
        words[0],
        "/" + words[0].charAt(0),
        new EventId(run, Long.parseLong(words[2])),
        Effect.parse(words[1]).orElseThrow(),
        "",
        Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "!1; told 1 reader",
        "a1 connected 0, !1; ''",
        "a1 connected 0, !1, a1 patched 1; patched in 1 tab (0 ms)",
        "a1 connected 0, a2 connected 0, !1, a1 patched 1; ''",
        "a1 connected 0, a2 connected 0, !1, a1 patched 1, a2 nothing 1; patched in 1 tab (0 ms)",
        // Silent for too long.
        "a1 connected 0, !1, +1999; ''",
        "a1 connected 0, !1, +2000; /a has not followed in 1 tab",
        "a1 connected 0, b1 connected 0, !1, a1 patched 1, +2000"
            + "; patched in 1 tab (0 ms), /b has not followed in 1 tab",
        "a1 connected 0, b1 connected 0, !1, a1 patched 1, +2000, !2, a1 patched 2"
            + "; patched in 1 tab (0 ms), /b has not followed in 1 tab | patched in 1 tab (0 ms)",
        "a1 connected 0, !1, +2000, a1 patched 1, !2; /a has not followed in 1 tab",
        "a1 connected 0, !1, +2000, !2; /a has not followed in 1 tab | told 1 reader",
        "a1 connected 0, !1, +2000, !2, a1 patched 2, !3, a1 patched 3"
            + "; /a has not followed in 1 tab | told 1 reader | patched in 1 tab (0 ms)",
        // Events of another run, or earlier ones, tell nothing of this one.
        "a1 connected 0, !1, !2, a1 patched 1, +2000"
            + "; patched in 1 tab (0 ms) | /a has not followed in 1 tab",
        "a1 connected 0, !1, a1 patched 7 other, +2000; /a has not followed in 1 tab",
        // A later one tells of all before it, in their order.
        "a1 connected 0, !1, !2, !3, a1 restyled 3"
            + "; restyled in 1 tab (0 ms) | restyled in 1 tab (0 ms) | restyled in 1 tab (0 ms)",
        "a1 connected 0, a2 connected 0, !1, !2, a1 patched 1, a1 restyled 2, a2 restyled 2"
            + "; patched in 1 tab, restyled in 1 tab (0 ms) | restyled in 2 tabs (0 ms)",
        "a1 connected 0, !1, a2 connected 1, !2, a2 nothing 2, a1 nothing 2"
            + "; no open page uses it | no open page uses it",
        // Hidden.
        "a1 connected 0, !1, a1 held 0; 1 hidden tab follows when shown",
        "a1 held 0, !1; 1 hidden tab follows when shown",
        "a1 held 0, !1, +9999, !2; 1 hidden tab follows when shown | 1 hidden tab follows when shown",
        "a1 held 0, b1 connected 0, !1, a1 patched 1, b1 patched 1; patched in 2 tabs (0 ms)",
        "a1 held 0, !1, a1 patched 1, !2, a1 patched 2"
            + "; 1 hidden tab follows when shown | patched in 1 tab (0 ms)",
        // On purpose.
        "a1 connected 0, !1, a1 kept 1; kept as it is in 1 tab (0 ms)",
        "a1 connected 0, !1, a1 kept 0; kept as it is in 1 tab (0 ms)",
        // Loaded anew, as another tab or as the same one.
        "a1 connected 0, !1, a1 closed 0, +50, a2 reloaded 1; reloaded 1 tab (0 ms)",
        "a1 connected 0, !1, a1 closed 0, a1 reloaded 1; reloaded 1 tab (0 ms)",
        "a1 connected 0, !1, a2 reloaded 1, a1 closed 0, +2000"
            + "; reloaded 1 tab (0 ms), 1 tab was left",
        "a1 connected 0, a2 connected 0, !1, a1 closed 0, a2 closed 0, a3 reloaded 1; ''",
        "a1 connected 0, a2 connected 0, !1, a1 closed 0, a2 closed 0, a3 reloaded 1, a4 reloaded 1"
            + "; reloaded 2 tabs (0 ms)",
        "a1 connected 0, b1 connected 0, !1, a1 closed 0, b1 nothing 1, +100, a2 reloaded 1"
            + "; reloaded 1 tab (0 ms)",
        "a1 connected 0, !1, a1 closed 0, +2000; 1 tab was left",
        "a1 connected 0, !1, a1 closed 0, a2 connected 1; told 1 reader",
        "a1 connected 0, !1, a1 closed 0, b1 connected 1, +2000; 1 tab was left",
        // Left before.
        "a1 connected 0, a1 closed 0, !1; told 1 reader",
        "a1 connected 0, a2 connected 0, a1 closed 0, !1, a2 patched 1; patched in 1 tab (0 ms)",
        "a1 closed 0, !1; told 1 reader",
        // Nobody listens.
        "a1 connected 0, forget, !1; told 1 reader",
        // Of an earlier run.
        "?0, a1 connected 9 other, a1 patched 0, +1999; ''",
        "?0, a1 connected 9 other, a1 patched 0, +2000; patched in 1 tab (0 ms)",
        "?0, ?0, a1 patched 0, b1 restyled 0, +2000; patched in 1 tab, restyled in 1 tab (0 ms)",
        "?0, a1 connected 9 other, a1 closed 9 other, a1 reloaded 0, +2000; reloaded 1 tab (0 ms)",
        "?0, +2000; ''",
        "?0, a1 connected 9 other, +2000; ''",
        "?0, ?0, a1 patched 0, +2000; patched in 1 tab (0 ms)",
        "?0, a1 patched 0, !1, a1 restyled 1, +2000"
            + "; patched in 1 tab (0 ms) | restyled in 1 tab (0 ms)",
        "a1 connected 0, ?0, +2000; ''",
        // It came while the event was on its way.
        "a1 connected 0, !1, b1 patched 1, a1 nothing 1; patched in 1 tab (0 ms)"
      })
  void whatBecomesKnown(String script, String lines) {
    assertEquals(lines, play(script));
  }

  @Test
  void whatSeveralHaveMissedIsOneLine() {
    List<Outcome> known = new ArrayList<>();
    EventId id = new EventId(RUN, 0);
    for (String name : List.of("b", "a")) {
      UrlPath url = UrlPath.ROOT.child(name);
      tabs.caughtUp(id, new LiveEvent.Change(List.of(), List.of(), List.of(url)), now);
    }
    known.addAll(tabs.heard(shown("a1 patched 0"), now));

    known.addAll(tabs.known(now + Tabs.PATIENCE.toNanos()));

    assertEquals(
        List.of("a, b \u2192 patched in 1 tab (0 ms)"),
        known.stream().map(Lines::outcome).toList());
  }

  @Test
  void whatATabSaidLastIsRemembered() {
    play(
        "a1 connected 0, b1 connected 0, !1, a1 patched 1, b1 held 0, c1 connected 1, c1 closed 1");
    assertEquals(
        List.of("/a patched 1", "/b held 0"),
        tabs.last().stream()
            .map(tab -> tab.page() + " " + tab.effect().wire() + " " + tab.id().number())
            .toList());
  }

  @Test
  void ofTooManyTheOneThatWasSilentForLongestIsForgotten() {
    play("a0 connected 0, b0 connected 0, a0 nothing 0");
    for (int i = 2; i <= Tabs.MAX_TABS; i++) {
      play("c" + i + " connected 0");
    }
    assertEquals(Tabs.MAX_TABS, tabs.last().size());
    assertEquals("/a", tabs.last().get(0).page());
  }
}
