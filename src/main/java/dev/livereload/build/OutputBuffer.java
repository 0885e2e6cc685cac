package dev.livereload.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes lines of what a command prints, hands each on, and keeps its beginning and its end, where
 * the problems are. Not thread-safe.
 */
final class OutputBuffer {

  /** Octets that a command may print; one that prints more does not end by itself. */
  static final long FLOOD = 16 * 1024 * 1024;

  /** Octets of a line; a longer one is handed on in pieces. */
  static final int MAX_LINE = 8 * 1024;

  /** Characters that are kept of the beginning, and as many of the end. */
  static final int KEPT = 512 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> head = new ArrayList<>();
  private final Deque<String> tail = new ArrayDeque<>();
  private int headSize;
  private int tailSize;
  private long octets;

  /**
   * @param lines is given each line when it is complete
   */
  OutputBuffer(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes the next {@code length} octets. */
  void take(byte[] bytes, int length) {
    octets += length;
    int start = 0;
    for (int i = 0; i < length; i++) {
      boolean full = line.size() + i + 1 - start >= MAX_LINE;
      if (bytes[i] == '\n' || full) {
        line.write(bytes, start, (bytes[i] == '\n' ? i : i + 1) - start);
        endLine();
        start = i + 1;
      }
    }
    line.write(bytes, start, length - start);
  }

  /** Takes what comes after the last line end for a line. */
  void end() {
    if (line.size() > 0) {
      endLine();
    }
  }

  /** Whether there was more than {@link #FLOOD}. */
  boolean flooded() {
    return octets > FLOOD;
  }

  /** Returns what is kept. */
  List<String> kept() {
    List<String> kept = new ArrayList<>(head);
    kept.addAll(tail);
    return kept;
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text);
    int size = text.length() + 1;
    if (tail.isEmpty() && headSize + size <= KEPT) {
      head.add(text);
      headSize += size;
      return;
    }
    tail.addLast(text);
    tailSize += size;
    while (tailSize > KEPT) {
      tailSize -= tail.removeFirst().length() + 1;
    }
  }
}
