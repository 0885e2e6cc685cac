package dev.livereload.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecoderTest {

  private static final byte[] TEXT = "<title>\u3042</title>".repeat(5_000).getBytes(UTF_8);

  @ParameterizedTest
  @CsvSource({
    "identity, 1", "identity, 7", "gzip, 1", "gzip, 1000", "x-gzip, 9999999",
    "GZIP, 17", "deflate, 1", "deflate, 4096", "raw, 1", "raw, 9999999"
  })
  void decodesPiecesOfAnySize(String encoding, int size) throws IOException {
    byte[] encoded = encode(encoding);
    Decoder decoder = Decoder.of(encoding.equals("raw") ? "deflate" : encoding).orElseThrow();
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int at = 0; at < encoded.length; at += size) {
      ByteBuffer piece = ByteBuffer.wrap(encoded, at, Math.min(size, encoded.length - at));
      decoded.writeBytes(decoder.decode(piece));
    }
    decoder.close();
    assertArrayEquals(TEXT, decoded.toByteArray());
  }

  private static byte[] encode(String encoding) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (encoding) {
          case "identity" -> encoded;
          case "deflate" -> new DeflaterOutputStream(encoded);
          case "raw" -> new DeflaterOutputStream(encoded, new Deflater(9, true));
          default -> new GZIPOutputStream(encoded);
        }) {
      out.write(TEXT);
    }
    return encoded.toByteArray();
  }

  @Test
  void saysWhatItCannotDecode() {
    assertEquals(Optional.empty(), Decoder.of("br"));
    assertEquals(Optional.empty(), Decoder.of("gzip, br"));
    for (String encoding : new String[] {"gzip", "deflate"}) {
      Decoder decoder = Decoder.of(encoding).orElseThrow();
      ByteBuffer text = ByteBuffer.wrap("\u0008 is not it, is it?".getBytes(UTF_8));
      assertThrows(ZipException.class, () -> decoder.decode(text));
    }
  }
}
