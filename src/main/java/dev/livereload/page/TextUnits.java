package dev.livereload.page;

/**
 * Cuts a document into the units that its grammar is written in, without knowing its charset: bytes
 * in every charset that contains ASCII, pairs of bytes in UTF-16.
 *
 * <p>Only a byte order mark tells UTF-16. In ISO-2022-JP, the one charset of the web where a byte
 * such as {@code <} can be half of another character, escape sequences say which bytes are ASCII;
 * the others read as {@link #OTHER}. Resumable, not thread-safe.
 */
final class TextUnits {

  /** There is no whole unit yet. */
  static final int NONE = -1;

  /** Stands for a character beyond ASCII that has no say in the grammar. */
  static final int OTHER = 0x80;

  private static final int ESCAPE = 0x1B;

  private boolean begun;
  private int mark;
  private int width = 1;
  private boolean bigEndian;
  private int next;
  private int escape;
  private boolean shifted;

  /**
   * Returns the next unit, or {@link #NONE}.
   *
   * @param document begins with what the last call was given
   * @param length how much of it there is
   * @param last whether that is all of it
   */
  int next(byte[] document, int length, boolean last) {
    if (!begun && !begin(document, length, last)) {
      return NONE;
    }
    if (next + width > length) {
      return NONE;
    }
    int unit = document[next] & 0xFF;
    if (width == 2) {
      int other = document[next + 1] & 0xFF;
      unit = bigEndian ? unit << 8 | other : other << 8 | unit;
    }
    next += width;
    return width == 1 ? shift(unit) : unit;
  }

  /** Returns where the unit of that index begins, in bytes from the start of the document. */
  int offset(int index) {
    return mark + index * width;
  }

  /** Returns the bytes of an ASCII text in these units. */
  byte[] encode(byte[] ascii) {
    if (width == 1) {
      return ascii;
    }
    byte[] pairs = new byte[2 * ascii.length];
    for (int i = 0; i < ascii.length; i++) {
      pairs[2 * i + (bigEndian ? 1 : 0)] = ascii[i];
    }
    return pairs;
  }

  private boolean begin(byte[] document, int length, boolean last) {
    if (starts(document, length, 0xFE, 0xFF)) {
      bigEndian = true;
      width = 2;
      mark = 2;
    } else if (starts(document, length, 0xFF, 0xFE)) {
      width = 2;
      mark = 2;
    } else if (starts(document, length, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (length < 3 && !last) {
      return false;
    }
    next = mark;
    begun = true;
    return true;
  }

  private static boolean starts(byte[] document, int length, int... mark) {
    if (length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((document[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  // https://encoding.spec.whatwg.org/#iso-2022-jp-decoder
  private int shift(int unit) {
    if (unit == ESCAPE) {
      escape = unit;
    } else if (escape != 0) {
      int sequence = escape << 8 | unit;
      escape = sequence == (ESCAPE << 8 | '$') || sequence == (ESCAPE << 8 | '(') ? sequence : 0;
      switch (sequence) {
        case ESCAPE << 16 | '(' << 8 | 'B', ESCAPE << 16 | '(' << 8 | 'J' -> shifted = false;
        case ESCAPE << 16 | '$' << 8 | '@',
            ESCAPE << 16 | '$' << 8 | 'B',
            ESCAPE << 16 | '(' << 8 | 'I' ->
            shifted = true;
        default -> {
          return shifted ? OTHER : unit;
        }
      }
      return OTHER;
    }
    return shifted ? OTHER : unit;
  }
}
