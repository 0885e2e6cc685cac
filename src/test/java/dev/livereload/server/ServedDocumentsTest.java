package dev.livereload.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServedDocumentsTest {

  private static final byte[] A = "aaaa".getBytes(UTF_8);
  private static final byte[] B = "bbbb".getBytes(UTF_8);
  private static final byte[] C = "cccc".getBytes(UTF_8);

  private final List<Notice> notices = new ArrayList<>();

  @TempDir Path state;

  private static ServedDocuments forThisRun(int bytes, int documents) {
    DocumentFolder none = new DocumentFolder(Optional.empty(), notice -> {});
    return new ServedDocuments(none, bytes, documents);
  }

  private ServedDocuments start() {
    return new ServedDocuments(Optional.of(state.resolve("site")), notices::add);
  }

  @Test
  void theTokenFollowsFromTheContent() {
    ServedDocuments documents =
        forThisRun(ServedDocuments.MAX_BYTES, ServedDocuments.MAX_DOCUMENTS);

    String token = documents.keep(A);

    assertEquals(token, documents.keep(A.clone()));
    assertEquals(
        token, forThisRun(ServedDocuments.MAX_BYTES, ServedDocuments.MAX_DOCUMENTS).keep(A));
    assertNotEquals(token, documents.keep(B));
    assertTrue(token.matches("[A-Za-z0-9_-]{22}"), token);
    assertSame(A, documents.of(token).orElseThrow());
    assertEquals(Optional.empty(), documents.of(""));
    assertEquals(Optional.empty(), documents.of("x"));
  }

  @Test
  void anEmptyDocumentIsOne() {
    ServedDocuments documents =
        forThisRun(ServedDocuments.MAX_BYTES, ServedDocuments.MAX_DOCUMENTS);
    assertArrayEquals(new byte[0], documents.of(documents.keep(new byte[0])).orElseThrow());
  }

  @Test
  void theOneThatWasNotUsedForLongestGoesFirst() {
    for (ServedDocuments documents : new ServedDocuments[] {forThisRun(8, 9), forThisRun(99, 2)}) {
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
    ServedDocuments documents = forThisRun(8, 9);
    String a = documents.keep(A);
    for (int i = 0; i < 9; i++) {
      documents.keep(B);
    }
    assertSame(A, documents.of(a).orElseThrow());
  }

  @Test
  void oneThatIsTooLargeForAllIsNotKeptAndDoesNoHarm() {
    ServedDocuments documents = forThisRun(7, 9);
    String large = documents.keep("12345678".getBytes(UTF_8));
    assertEquals(Optional.empty(), documents.of(large));
    assertSame(A, documents.of(documents.keep(A)).orElseThrow());
  }

  @Test
  void theLimitsHoldAllDocumentsOfAUsualSite() {
    ServedDocuments documents =
        forThisRun(ServedDocuments.MAX_BYTES, ServedDocuments.MAX_DOCUMENTS);
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

  @Test
  void whatWasKeptOutlivesARestart() throws IOException {
    String token = start().keep(A);

    assertArrayEquals(A, start().of(token).orElseThrow());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(token))));
    assertEquals(List.of(), notices);
  }

  @Test
  void whatSomeServerBehindSentDoesNot() {
    String token = ServedDocuments.newToken();

    start().keep(token, A);

    assertEquals(Optional.empty(), start().of(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aaa"})
  void whatIsNotWholeIsNone(String rest) throws IOException {
    String token = start().keep(A);
    Files.writeString(file(token), rest);

    assertEquals(Optional.empty(), start().of(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "../site/aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaa/", "\u0000"})
  void aTokenIsNoPath(String token) {
    assertEquals(Optional.empty(), start().of(token));
  }

  @Test
  void onTheDiskTooTheOneThatWasNotUsedForLongestGoesFirst() throws IOException {
    ServedDocuments documents = start();
    String old = documents.keep(A);
    String used = documents.keep(B);
    for (String each : List.of(old, used)) {
      Files.setLastModifiedTime(file(each), FileTime.fromMillis(0));
    }
    start().keep(B);
    for (int i = 1; i < ServedDocuments.MAX_DOCUMENTS; i++) {
      documents.keep(String.valueOf(i).getBytes(UTF_8));
    }

    assertEquals(Optional.empty(), start().of(old));
    assertArrayEquals(B, start().of(used).orElseThrow());
  }

  @Test
  void aDiskThatTakesNothingIsSaidOnce() throws IOException {
    Files.writeString(state.resolve("site"), "no folder");
    ServedDocuments documents = start();

    String token = documents.keep(A);
    documents.keep(B);

    assertSame(A, documents.of(token).orElseThrow());
    assertEquals(1, notices.size());
  }

  private Path file(String token) {
    return state.resolve("site").resolve(token + ".base");
  }
}
