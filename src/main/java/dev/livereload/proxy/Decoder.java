package dev.livereload.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.GZIPContentDecoder;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the content encoding of one body, piece by piece. Pages are asked for as they are, but not
 * every server heeds that.
 */
interface Decoder extends AutoCloseable {

  /**
   * Returns what {@code piece} decodes to; empty while that is nothing yet. Consumes it.
   *
   * @throws ZipException if it is not so encoded
   */
  byte[] decode(ByteBuffer piece) throws ZipException;

  @Override
  void close();

  /** Returns the decoder for a value of {@code Content-Encoding}; nothing where there is none. */
  static Optional<Decoder> of(@Nullable String encoding) {
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> Optional.of(new Identity());
      case "gzip", "x-gzip" -> Optional.of(new Gzip());
      case "deflate" -> Optional.of(new Deflate());
      default -> Optional.empty();
    };
  }

  /** Leaves it as it is. */
  final class Identity implements Decoder {
    @Override
    public byte[] decode(ByteBuffer piece) {
      return BufferUtil.toArray(piece);
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }

  /** RFC 1952. */
  final class Gzip implements Decoder {

    private final GZIPContentDecoder decoder = new GZIPContentDecoder();

    @Override
    public byte[] decode(ByteBuffer piece) throws ZipException {
      ByteArrayOutputStream decoded = new ByteArrayOutputStream();
      try {
        while (piece.hasRemaining()) {
          RetainableByteBuffer some = decoder.decode(piece);
          decoded.writeBytes(BufferUtil.toArray(some.getByteBuffer()));
          some.release();
        }
      } catch (RuntimeException e) {
        // Jetty wraps the ZipException.
        throw new ZipException(e.getMessage());
      }
      return decoded.toByteArray();
    }

    @Override
    public void close() {
      decoder.destroy();
    }
  }

  /** RFC 1950, or RFC 1951 alone, which some servers send under the same name. */
  final class Deflate implements Decoder {

    private static final int METHOD = 8;

    private @Nullable Inflater inflater;

    @Override
    public byte[] decode(ByteBuffer piece) throws ZipException {
      if (!piece.hasRemaining()) {
        return new byte[0];
      }
      if (inflater == null) {
        inflater = new Inflater((piece.get(piece.position()) & 0x0F) != METHOD);
      }
      ByteArrayOutputStream decoded = new ByteArrayOutputStream();
      byte[] some = new byte[8 * 1024];
      try {
        inflater.setInput(piece);
        while (!inflater.finished() && (!inflater.needsInput() || piece.hasRemaining())) {
          int length = inflater.inflate(some);
          if (length == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
            break;
          }
          decoded.write(some, 0, length);
        }
      } catch (DataFormatException e) {
        throw new ZipException(e.getMessage());
      }
      return decoded.toByteArray();
    }

    @Override
    public void close() {
      if (inflater != null) {
        inflater.end();
      }
    }
  }
}
