package dev.livereload.servlet;

import dev.livereload.page.TaggedPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Headers that are held back until it is known whether the answer is a page: not every container
 * takes one back that it was given. Not thread-safe.
 */
final class HeldHeaders {

  static final String LENGTH = "Content-Length";

  private static final List<String> HELD = TaggedPage.HEADERS_OF_THE_BYTES;

  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Whether a header of that name is held back. */
  static boolean holds(String name) {
    return HELD.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Sets a header; null takes it away. */
  void set(String name, @Nullable String value) {
    values.remove(name);
    if (value != null) {
      add(name, value);
    }
  }

  void add(String name, String value) {
    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  boolean contains(String name) {
    return values.containsKey(name);
  }

  /** Returns the names of those that were set. */
  Set<String> names() {
    return Set.copyOf(values.keySet());
  }

  /** Returns the values of a header, none where it was not set. */
  List<String> values(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** Returns the length that was promised, -1 where none was. */
  long length() {
    List<String> said = values(LENGTH);
    try {
      return said.isEmpty() ? -1 : Long.parseLong(said.get(0).strip());
    } catch (NumberFormatException e) {
      // The container would not believe it either.
      return -1;
    }
  }

  /** Hands all of them to {@code to}. */
  void release(BiConsumer<String, String> to) {
    values.forEach((name, each) -> each.forEach(value -> to.accept(name, value)));
    values.clear();
  }

  void clear() {
    values.clear();
  }
}
