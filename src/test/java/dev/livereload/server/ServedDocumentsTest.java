package dev.livereload.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServedDocumentsTest {

  private static final byte[] A = "aaaa".getBytes(UTF_8);
  private static final byte[] B = "bbbb".getBytes(UTF_8);
  private static final byte[] C = "cccc".getBytes(UTF_8);

  @Test
  void theTokenFollowsFromTheContent() {
    ServedDocuments documents = new ServedDocuments();

    String token = documents.keep(A);

    assertEquals(token, documents.keep(A.clone()));
    assertEquals(token, new ServedDocuments().keep(A));
    assertNotEquals(token, documents.keep(B));
    assertTrue(token.matches("[A-Za-z0-9_-]{22}"), token);
    assertSame(A, documents.of(token).orElseThrow());
    assertEquals(Optional.empty(), documents.of(""));
    assertEquals(Optional.empty(), documents.of("x"));
  }

  @Test
  void anEmptyDocumentIsOne() {
    ServedDocuments documents = new ServedDocuments();
    assertArrayEquals(new byte[0], documents.of(documents.keep(new byte[0])).orElseThrow());
  }

  @Test
  void theOneThatWasNotUsedForLongestGoesFirst() {
    for (ServedDocuments documents :
        new ServedDocuments[] {new ServedDocuments(8, 9), new ServedDocuments(99, 2)}) {
      String a = documents.keep(A);
      String b = documents.keep(B);
      documents.keep(A);

      String c = documents.keep(C);

      assertEquals(Optional.empty(), documents.of(b));
      assertSame(A, documents.of(a).orElseThrow());
      assertSame(C, documents.of(c).orElseThrow());

      documents.of(a);
      documents.keep(B);

      assertEquals(Optional.empty(), documents.of(c));
      assertSame(A, documents.of(a).orElseThrow());
    }
  }

  @Test
  void oneThatIsKeptTwiceCountsOnce() {
    ServedDocuments documents = new ServedDocuments(8, 9);
    String a = documents.keep(A);
    for (int i = 0; i < 9; i++) {
      documents.keep(B);
    }
    assertSame(A, documents.of(a).orElseThrow());
  }

  @Test
  void oneThatIsTooLargeForAllIsNotKeptAndDoesNoHarm() {
    ServedDocuments documents = new ServedDocuments(7, 9);
    String large = documents.keep("12345678".getBytes(UTF_8));
    assertEquals(Optional.empty(), documents.of(large));
    assertSame(A, documents.of(documents.keep(A)).orElseThrow());
  }

  @Test
  void theLimitsHoldAllDocumentsOfAUsualSite() {
    ServedDocuments documents = new ServedDocuments();
    String first = documents.keep(A);
    for (int i = 1; i < ServedDocuments.MAX_DOCUMENTS; i++) {
      documents.keep(String.valueOf(i).getBytes(UTF_8));
    }
    assertSame(A, documents.of(first).orElseThrow());

    documents.keep(new byte[ServedDocuments.MAX_BYTES - A.length]);
    assertSame(A, documents.of(first).orElseThrow());
    documents.keep(new byte[ServedDocuments.MAX_BYTES]);
    assertEquals(Optional.empty(), documents.of(first));
  }
}
