package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InboxTest {

  private final Inbox inbox = new Inbox();

  @Test
  void onlyTheFirstHintAsksForSomebodyToCome() {
    assertTrue(inbox.add(Path.of("a")));
    assertFalse(inbox.add(Path.of("b")));
    assertFalse(inbox.add(Path.of("a")));

    assertEquals(List.of(Path.of("a"), Path.of("b")), List.copyOf(inbox.take().paths()));
    assertTrue(inbox.take().paths().isEmpty());
    assertTrue(inbox.add(Path.of("a")));
  }

  @Test
  void tooManyHintsAreDroppedAndThatIsSaid() {
    for (int i = 0; i <= Inbox.LIMIT; i++) {
      inbox.add(Path.of("f" + i));
    }

    Inbox.Delivery delivery = inbox.take();

    assertTrue(delivery.overflowed());
    assertTrue(delivery.paths().isEmpty());
    assertFalse(inbox.take().overflowed());
  }
}
