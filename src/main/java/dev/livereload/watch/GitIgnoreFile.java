package dev.livereload.watch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The rules of one {@code .gitignore}. Immutable. */
final class GitIgnoreFile {

  /**
   * One line.
   *
   * @param text as it stands there
   * @param line its number, from 1
   * @param ignores false where it begins with an exclamation mark
   * @param foldersOnly whether it ends with a slash
   * @param nameOnly whether it speaks of a name at any depth, not of a path from this folder
   */
  record Rule(
      String text,
      int line,
      boolean ignores,
      boolean foldersOnly,
      boolean nameOnly,
      Pattern pattern) {}

  private final Path folder;
  private final List<Rule> rules;

  private GitIgnoreFile(Path folder, List<Rule> rules) {
    this.folder = folder;
    this.rules = rules;
  }

  /**
   * @param folder where it lies
   */
  static GitIgnoreFile parse(Path folder, List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      parse(lines.get(i), i + 1).ifPresent(rules::add);
    }
    return new GitIgnoreFile(folder, List.copyOf(rules));
  }

  /** Returns the folder that the rules are for. */
  Path folder() {
    return folder;
  }

  /**
   * Returns the rule that decides about {@code path}: the last that matches.
   *
   * @param path below the folder of this file
   * @param isFolder asked where a rule speaks of folders only
   */
  Optional<Rule> decide(Path path, BooleanSupplier isFolder) {
    String fromHere = folder.relativize(path).toString().replace(File.separatorChar, '/');
    String name = fromHere.substring(fromHere.lastIndexOf('/') + 1);
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if (rule.pattern().matcher(rule.nameOnly() ? name : fromHere).matches()
          && (!rule.foldersOnly() || isFolder.getAsBoolean())) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private static Optional<Rule> parse(String text, int line) {
    if (text.startsWith("#")) {
      return Optional.empty();
    }
    String rest = withoutTrailingSpaces(text);
    boolean ignores = !rest.startsWith("!");
    rest = ignores ? rest : rest.substring(1);
    boolean foldersOnly = rest.endsWith("/");
    rest = foldersOnly ? rest.substring(0, rest.length() - 1) : rest;
    boolean nameOnly = rest.indexOf('/') < 0;
    String glob = rest.startsWith("/") ? rest.substring(1) : rest;
    if (glob.isEmpty()) {
      return Optional.empty();
    }
    return GitGlob.compile(glob)
        .map(pattern -> new Rule(text, line, ignores, foldersOnly, nameOnly, pattern));
  }

  /** A space at the end counts only after a backslash. */
  private static String withoutTrailingSpaces(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ' && !isEscaped(text, end - 1)) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isEscaped(String text, int at) {
    int backslashes = 0;
    while (at > backslashes && text.charAt(at - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
