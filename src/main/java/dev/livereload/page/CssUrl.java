package dev.livereload.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A URL in a style sheet: what it says without escapes, and where each octet of that stands.
 *
 * <p>URLs are UTF-8 whatever the sheet is in; one that is not names no file.
 */
final class CssUrl {

  private static final String PARAMETER = CssVersioner.PARAMETER + "=";

  private final CssVersioner.Kind kind;

  /** The octets without escapes, one a character. */
  private final String octets;

  /** Where in the sheet each octet begins, and where the last one ends. */
  private final int[] offsets;

  private CssUrl(CssVersioner.Kind kind, String octets, int[] offsets) {
    this.kind = kind;
    this.octets = octets;
    this.offsets = offsets;
  }

  /** Reads what stands in the sheet from {@code start} to {@code end}, without its quotes. */
  static CssUrl parse(CssVersioner.Kind kind, byte[] sheet, int start, int end) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(end - start);
    // At worst, two bytes "\0" give the three octets of U+FFFD.
    int[] offsets = new int[2 * (end - start) + 1];
    int at = start;
    while (at < end) {
      CssEscape escape = CssEscape.at(sheet, at, end);
      byte[] next = escape == null ? new byte[] {sheet[at]} : escape.text().getBytes(UTF_8);
      Arrays.fill(offsets, octets.size(), octets.size() + next.length, at);
      octets.writeBytes(next);
      at = escape == null ? at + 1 : escape.end();
    }
    offsets[octets.size()] = end;
    return new CssUrl(kind, octets.toString(ISO_8859_1), offsets).strip();
  }

  private CssUrl strip() {
    int from = 0;
    int to = octets.length();
    while (from < to && octets.charAt(from) <= ' ') {
      from++;
    }
    while (from < to && octets.charAt(to - 1) <= ' ') {
      to--;
    }
    return new CssUrl(kind, octets.substring(from, to), Arrays.copyOfRange(offsets, from, to + 1));
  }

  boolean isEmpty() {
    return octets.isEmpty();
  }

  CssVersioner.Reference reference() {
    return new CssVersioner.Reference(kind, new String(octets.getBytes(ISO_8859_1), UTF_8));
  }

  /** Returns how to give this URL that version. */
  Edit versioned(String version) {
    int hash = octets.indexOf('#');
    int end = hash < 0 ? octets.length() : hash;
    int query = octets.substring(0, end).indexOf('?');
    if (query < 0) {
      return edit(end, end, "?" + PARAMETER + version);
    }
    int from = query + 1;
    while (from < end) {
      int and = octets.indexOf('&', from);
      int to = and < 0 || and > end ? end : and;
      if (octets.startsWith(PARAMETER, from)) {
        return edit(from, to, PARAMETER + version);
      }
      from = to + 1;
    }
    boolean bare = query + 1 == end;
    return edit(end, end, (bare ? "" : "&") + PARAMETER + version);
  }

  private Edit edit(int from, int to, String text) {
    return new Edit(offsets[from], offsets[to], text);
  }

  /** Bytes of a sheet, and the ASCII text that takes their place. */
  record Edit(int start, int end, String text) {}
}
