package dev.livereload.server;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** Writes the few things of DER (ITU-T X.690) that certificates and keys are made of. Pure. */
final class Der {

  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0C;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, concatenated(parts));
  }

  static byte[] set(byte[]... parts) {
    return tagged(SET, concatenated(parts));
  }

  static byte[] integer(BigInteger number) {
    return tagged(INTEGER, number.toByteArray());
  }

  static byte[] isTrue() {
    return tagged(BOOLEAN, new byte[] {(byte) 0xFF});
  }

  static byte[] text(String text) {
    return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] octets(byte[] octets) {
    return tagged(OCTET_STRING, octets);
  }

  /** Returns a string of whole octets of bits, of which the last {@code unused} do not count. */
  static byte[] bits(int unused, byte[] octets) {
    return tagged(BIT_STRING, concatenated(new byte[] {(byte) unused}, octets));
  }

  // RFC 5280 wants UTCTime before 2050; every reader takes this one, which has the whole year.
  static byte[] time(Instant time) {
    String text =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").format(time.atOffset(ZoneOffset.UTC));
    return tagged(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns an object identifier, written with dots. */
  static byte[] identifier(String dotted) {
    List<String> arcs = List.of(dotted.split("\\.", -1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Integer.parseInt(arcs.get(0)) * 40 + Integer.parseInt(arcs.get(1)));
    for (String arc : arcs.subList(2, arcs.size())) {
      int number = Integer.parseInt(arc);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (number >>> shift != 0) {
          bytes.write(0x80 | (number >>> shift & 0x7F));
        }
      }
      bytes.write(number & 0x7F);
    }
    return tagged(OBJECT_IDENTIFIER, bytes.toByteArray());
  }

  /** Returns {@code content} under a tag of the context; with its bit 0x20 it is constructed. */
  static byte[] inContext(int number, byte[] content) {
    return tagged(0x80 | number, content);
  }

  /** Returns the first element of the sequence {@code der}, with its tag and its length. */
  static byte[] firstOf(byte[] der) {
    int start = contentOf(der, 0);
    int end = contentOf(der, start) + lengthAt(der, start);
    return Arrays.copyOfRange(der, start, end);
  }

  private static int contentOf(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7F);
  }

  private static int lengthAt(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    if (length < 0x80) {
      return length;
    }
    int number = 0;
    for (int i = at + 2; i < contentOf(der, at); i++) {
      number = number << 8 | (der[i] & 0xFF);
    }
    return number;
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(tag);
    if (content.length < 0x80) {
      bytes.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int sign = length[0] == 0 ? 1 : 0;
      bytes.write(0x80 | (length.length - sign));
      bytes.write(length, sign, length.length - sign);
    }
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private static byte[] concatenated(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
