package dev.livereload.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ContentSumTest {

  @Test
  void itIsTheTwoChecksumsSideBySide() {
    // The check values that the catalogues of CRCs give for these nine digits.
    assertEquals(0xCBF43926_E3069283L, sum("123456789"));
  }

  @Test
  void piecesAddUpToTheWhole() {
    assertEquals(sum("abc"), sum("a", "", "bc"));
    assertNotEquals(sum("abc"), sum("acb"));
  }

  @Test
  void aNewBeginningForgetsWhatWas() {
    ContentSum sum = new ContentSum();
    sum.add(bytes("x"));
    sum.reset();
    sum.add(bytes("abc"));
    assertEquals(sum("abc"), sum.value());
  }

  @Test
  void whatWasAddedIsReadToItsEnd() {
    ByteBuffer bytes = bytes("abc");
    new ContentSum().add(bytes);
    assertFalse(bytes.hasRemaining());
  }

  private static long sum(String... pieces) {
    ContentSum sum = new ContentSum();
    for (String piece : pieces) {
      sum.add(bytes(piece));
    }
    return sum.value();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
