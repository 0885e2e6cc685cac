package dev.livereload.cli;

import io.nayuki.qrcodegen.QrCode.Ecc;

/** QR codes as text: two dots one above the other are one character. Pure. */
final class QrCode {

  /** Light dots around, of which a reader needs some to find the code. */
  private static final int MARGIN = 2;

  private QrCode() {}

  /** Returns the code that says {@code text}, for light letters on a dark ground. */
  static String of(String text) {
    io.nayuki.qrcodegen.QrCode code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.LOW);
    StringBuilder lines = new StringBuilder();
    for (int y = -MARGIN; y < code.size + MARGIN; y += 2) {
      for (int x = -MARGIN; x < code.size + MARGIN; x++) {
        // Below the last line nothing is drawn.
        boolean lower = y + 1 < code.size + MARGIN && !code.getModule(x, y + 1);
        lines.append(!code.getModule(x, y) ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
      }
      lines.append('\n');
    }
    return lines.toString();
  }
}
