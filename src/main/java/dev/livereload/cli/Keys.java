package dev.livereload.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a person may type while the server runs: a letter and Enter. A terminal gives a program no
 * single key without native code, or without being left in a state that a killed program cannot
 * mend.
 */
final class Keys {

  /** What a letter does, and how help words it. */
  private record Key(String help, Runnable action) {}

  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Consumer<String> lines;

  /**
   * @param lines is given what is to be printed
   */
  Keys(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Adds a letter. */
  Keys with(String letter, String help, Runnable action) {
    keys.put(letter, new Key(help, action));
    return this;
  }

  /** Does what is typed, until the input ends. */
  void read(BufferedReader typed) {
    try {
      for (String line = typed.readLine(); line != null; line = typed.readLine()) {
        type(line.strip());
      }
    } catch (IOException e) {
      // The terminal was closed: nobody types any more.
      return;
    }
  }

  private void type(String letter) {
    Key key = keys.get(letter);
    if (key != null) {
      key.action().run();
    } else if (!letter.isEmpty()) {
      keys.forEach((name, known) -> lines.accept("  " + name + " + Enter  " + known.help()));
    }
  }
}
