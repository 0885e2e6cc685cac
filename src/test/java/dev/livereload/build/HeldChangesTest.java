package dev.livereload.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the tables {@code +a} is created, {@code ~a} modified, {@code -a} deleted. */
final class HeldChangesTest {

  private final HeldChanges held = new HeldChanges();

  @ParameterizedTest
  @CsvSource({
    "~a, ~a, ~a",
    "+a, ~a, +a",
    "+a, -a, ''",
    "-a, +a, ~a",
    "~a, -a, -a",
    "~a, +b, ~a +b",
  })
  void whatIsKeptOfAFileIsItsDifference(String first, String second, String expected) {
    held.add(batch(first), Set.of("x"));
    held.add(batch(second), Set.of("x"));

    assertEquals(expected, show(held.release(Set.of())));
    assertEquals("", show(held.release(Set.of())));
  }

  @Test
  void whatAFailedBuildMayHaveWrittenStays() {
    held.add(batch("~a"), Set.of("x"));
    held.add(batch("~b"), Set.of("y"));
    held.add(batch("~c"), Set.of("x", "y"));

    assertEquals("~b", show(held.release(Set.of("x"))));
    assertEquals("", show(held.release(Set.of("x"))));
    assertEquals("~a ~c", show(held.release(Set.of())));
  }

  @Test
  void aFileIsOfAllBuildsThatMayHaveWrittenIt() {
    held.add(batch("~a"), Set.of("x"));
    held.add(batch("~a"), Set.of("y"));

    assertEquals("", show(held.release(Set.of("x"))));
    assertEquals("", show(held.release(Set.of("y"))));
    assertEquals("~a", show(held.release(Set.of("z"))));
  }

  @Test
  void aChangeWithoutABuildTakesWithItWhatIsKeptOfItsFile() {
    held.add(batch("+a ~b"), Set.of("x"));

    assertEquals("+a ~c", show(held.join(batch("~a ~c"))));
    assertEquals("~b", show(held.release(Set.of())));
  }

  @Test
  void aFileThatPagesWereNeverToldOfIsNotToldOfWhenItGoes() {
    held.add(batch("+a"), Set.of("x"));

    assertEquals(Optional.empty(), held.join(batch("-a")));
    assertEquals(Optional.empty(), held.release(Set.of()));
  }

  private static ChangeBatch batch(String changes) {
    List<FileChange> all =
        Arrays.stream(changes.split(" ", -1))
            .map(
                change ->
                    new FileChange(
                        Path.of("/" + change.substring(1)),
                        switch (change.charAt(0)) {
                          case '+' -> Kind.CREATED;
                          case '-' -> Kind.DELETED;
                          default -> Kind.MODIFIED;
                        }))
            .toList();
    return new ChangeBatch(all);
  }

  private static String show(Optional<ChangeBatch> batch) {
    return batch.map(ChangeBatch::changes).orElse(List.of()).stream()
        .map(
            change ->
                switch (change.kind()) {
                      case CREATED -> "+";
                      case DELETED -> "-";
                      case MODIFIED -> "~";
                    }
                    + change.file().getFileName())
        .collect(Collectors.joining(" "));
  }
}
