package dev.livereload.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputBufferTest {

  private final List<String> lines = new ArrayList<>();
  private final OutputBuffer output = new OutputBuffer(lines::add);

  @Test
  void eachLineIsHandedOnWhenItIsComplete() {
    take("one\ntw");
    assertEquals(List.of("one"), lines);
    take("o\n\nthree");
    assertEquals(List.of("one", "two", ""), lines);
    output.end();
    assertEquals(List.of("one", "two", "", "three"), lines);
    assertEquals(lines, output.kept());
  }

  @Test
  void aCharacterMayComeInPieces() {
    byte[] bytes = "\u00fc\n".getBytes(UTF_8);
    for (byte b : bytes) {
      output.take(new byte[] {b}, 1);
    }
    assertEquals(List.of("\u00fc"), lines);
  }

  @Test
  void anEndlessLineComesInPieces() {
    take("x".repeat(2 * OutputBuffer.MAX_LINE));
    assertEquals(List.of(OutputBuffer.MAX_LINE, OutputBuffer.MAX_LINE), lengths());
  }

  @Test
  void theBeginningAndTheEndAreKept() {
    String middle = "x".repeat(1_000) + "\n";
    take("first\n");
    for (int i = 0; i < 5_000; i++) {
      take(middle);
    }
    take("last\n");

    List<String> kept = output.kept();

    assertEquals("first", kept.get(0));
    assertEquals("last", kept.get(kept.size() - 1));
    long size = kept.stream().mapToLong(String::length).sum();
    assertTrue(size > OutputBuffer.KEPT && size <= 2 * OutputBuffer.KEPT, () -> "" + size);
  }

  @Test
  void moreThanAnybodyReadsIsAFlood() {
    byte[] bytes = new byte[1024 * 1024];
    for (int i = 0; i < OutputBuffer.FLOOD >> 20; i++) {
      output.take(bytes, bytes.length);
    }
    assertFalse(output.flooded());
    output.take(bytes, 1);
    assertTrue(output.flooded());
  }

  private void take(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    output.take(bytes, bytes.length);
  }

  private List<Integer> lengths() {
    return lines.stream().map(String::length).toList();
  }
}
