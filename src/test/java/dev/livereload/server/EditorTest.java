package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.Problem.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditorTest {

  private static final Path FILE = Path.of("/site/a b.c");
  private static final Place PLACE = new Place("a b.c", 3, 9);

  @ParameterizedTest
  @CsvSource({
    "code, code|--goto|/site/a b.c:3:9",
    "code --wait, code|--wait|--goto|/site/a b.c:3:9",
    "/opt/zed/zed, /opt/zed/zed|/site/a b.c:3:9",
    "subl, subl|/site/a b.c:3:9",
    "idea64.exe, idea64.exe|--line|3|--column|9|/site/a b.c",
    "C:\\bin\\idea.exe, C:\\bin\\idea.exe|--line|3|--column|9|/site/a b.c",
    "gvim, gvim|--remote-silent|+3|/site/a b.c",
    "emacsclient -n, emacsclient|-n|+3:9|/site/a b.c",
    "kate, kate|--line|3|--column|9|/site/a b.c",
    "vim, tmux|new-window|--|vim|+3|/site/a b.c",
    "nano, 'tmux|new-window|--|nano|+3,9|/site/a b.c'",
    "my-editor, my-editor|/site/a b.c",
  })
  void eachEditorIsGivenThePlaceInItsWay(String chosen, String command) {
    Editor editor = new Editor(Map.of("TMUX", "1"), Optional.of(chosen), name -> false);

    assertEquals(Optional.of(List.of(command.split("\\|", -1))), editor.command(FILE, PLACE));
  }

  @Test
  void aPlaceWithoutALineIsTheFirst() {
    Editor editor = new Editor(Map.of(), Optional.of("code"), name -> false);

    assertEquals(
        Optional.of(List.of("code", "--goto", "/site/a b.c:1:1")),
        editor.command(FILE, new Place("a b.c", 0, 0)));
  }

  @Test
  void theFlagCountsBeforeTheEnvironmentAndThatBeforeWhatIsThere() {
    Map<String, String> all =
        Map.of("LIVERELOAD_EDITOR", "one", "VISUAL", "two", "EDITOR", "three");
    Map<String, String> some = Map.of("LIVERELOAD_EDITOR", " ", "EDITOR", "three");

    assertEquals("zero", first(new Editor(all, Optional.of("zero"), name -> true)));
    assertEquals("one", first(new Editor(all, Optional.empty(), name -> true)));
    assertEquals("three", first(new Editor(some, Optional.empty(), name -> true)));
    assertEquals(
        "subl", first(new Editor(Map.of(), Optional.empty(), Set.of("subl", "gvim")::contains)));
  }

  @Test
  void anEditorForATerminalNeedsOneOfItsOwn() {
    Editor nowhere = new Editor(Map.of("EDITOR", "vi"), Optional.empty(), name -> false);
    Editor window =
        new Editor(Map.of("EDITOR", "vi"), Optional.empty(), "x-terminal-emulator"::equals);

    assertEquals(Optional.empty(), nowhere.command(FILE, PLACE));
    assertEquals(
        Optional.of(List.of("x-terminal-emulator", "-e", "vi", "+3", "/site/a b.c")),
        window.command(FILE, PLACE));
  }

  @Test
  void whereThereIsNoneNothingIsRun() {
    Editor editor = new Editor(Map.of(), Optional.empty(), name -> false);

    assertEquals(Optional.empty(), editor.command(FILE, PLACE));
  }

  private static String first(Editor editor) {
    return editor.command(FILE, PLACE).orElseThrow().get(0);
  }
}
