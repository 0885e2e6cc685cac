package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weighs the client as the build has bundled it: in bytes, compressed as well as gzip can. */
class ClientWeightTest {

  /** What every page loads. */
  private static final int FIRST = 4 * 1024;

  /** What a page has loaded when its document has been patched. */
  private static final int WITH_DOCUMENTS = 9 * 1024;

  /** What the worker of all tabs loads. */
  private static final int STREAM = 9 * 256;

  @Test
  void everyPageLoadsLittle() throws IOException {
    assertWeight(FIRST, Routes.CLIENT);
  }

  @Test
  void patchingDocumentsAddsLittle() throws IOException {
    assertWeight(WITH_DOCUMENTS, Routes.CLIENT, "patch.js", "html.js");
  }

  @Test
  void theWorkerLoadsLittle() throws IOException {
    assertWeight(STREAM, "stream.js");
  }

  static Iterable<String> scripts() {
    return Routes.SCRIPTS;
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void pagesInAnyCharsetCanReadIt(String script) {
    for (byte character : Resources.bytes(script)) {
      assertTrue(character >= 0, script + " has other characters than those of ASCII");
    }
  }

  private static void assertWeight(int most, String... scripts) throws IOException {
    int weight = 0;
    for (String script : scripts) {
      weight += weight(script);
    }
    assertTrue(weight <= most, String.join(", ", scripts) + " have " + weight + " bytes");
  }

  private static int weight(String script) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(compressed) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(Resources.bytes(script));
    }
    return compressed.size();
  }
}
