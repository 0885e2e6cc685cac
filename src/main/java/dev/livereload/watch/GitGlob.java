package dev.livereload.watch;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates the globs of a {@code .gitignore} into regular expressions. Pure. See gitignore(5)
 * and, for what it leaves open, {@code git check-ignore}, which the tests ask.
 *
 * <p>Own code, because nl.basjes.gitignore 2.0.0 decided otherwise than git in 98 of 400 files of
 * one to three usual lines ({@code a?}, {@code x/**}, {@code a+b}) and throws on {@code {a,b}}, and
 * JGit, which is right, weighs 3 MB. One difference to git is meant: a question mark is one
 * character here, one byte there.
 */
final class GitGlob {

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean isLiteral = true;

  private GitGlob(String glob) {
    this.glob = glob;
  }

  /**
   * Returns what matches as {@code glob} does, on a path or a name with slashes.
   *
   * @return nothing where it matches nothing: an unclosed bracket, a backslash at the end
   */
  static Optional<Pattern> compile(String glob) {
    GitGlob translation = new GitGlob(glob);
    try {
      return translation.translate()
          ? Optional.of(Pattern.compile(translation.regex.toString(), Pattern.DOTALL))
          : Optional.empty();
    } catch (PatternSyntaxException backwardRange) {
      return Optional.empty();
    }
  }

  private boolean translate() {
    while (at < glob.length()) {
      char c = glob.charAt(at);
      if (c == '*') {
        stars();
      } else if (c == '?') {
        regex.append("[^/]");
        isLiteral = false;
        at++;
      } else if (c == '[') {
        if (!brackets()) {
          return false;
        }
      } else if (c == '\\' && at + 1 == glob.length()) {
        return false;
      } else {
        if (c == '\\') {
          isLiteral = false;
          at++;
        }
        literal(glob.charAt(at++), regex);
      }
    }
    return true;
  }

  /**
   * Two stars or more between slashes are any number of folders; all others stay within one name.
   */
  private void stars() {
    int start = at;
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    // git compares what stands before the first special character by itself and begins its globs
    // after it, so that there, too, two stars are folders.
    boolean opens = isLiteral || glob.charAt(start - 1) == '/';
    isLiteral = false;
    boolean folders = at - start >= 2 && opens;
    if (folders && at == glob.length()) {
      regex.append(".*");
    } else if (folders && glob.charAt(at) == '/') {
      regex.append("(?:.*/)?");
      at++;
    } else {
      regex.append("[^/]*");
    }
  }

  private boolean brackets() {
    StringBuilder set = new StringBuilder("[");
    at++;
    if (at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^')) {
      set.append('^');
      at++;
    }
    int first = at;
    while (at < glob.length() && (glob.charAt(at) != ']' || at == first)) {
      if (!member(set)) {
        return false;
      }
    }
    if (at++ >= glob.length()) {
      return false;
    }
    regex.append("(?!/)").append(set).append(']');
    isLiteral = false;
    return true;
  }

  private boolean member(StringBuilder set) {
    char c = glob.charAt(at++);
    if (c == '[' && glob.startsWith(":", at)) {
      int end = glob.indexOf(":]", at + 1);
      return end > 0 && posixClass(glob.substring(at + 1, end), end, set);
    }
    boolean isFirst = set.length() == 1 || set.toString().equals("[^");
    if (c == '-' && !isFirst && !glob.startsWith("]", at)) {
      set.append('-');
      return true;
    }
    if (c == '\\') {
      if (at == glob.length()) {
        return false;
      }
      c = glob.charAt(at++);
    }
    literal(c, set);
    return true;
  }

  private boolean posixClass(String name, int end, StringBuilder set) {
    String javaName = name.equals("xdigit") ? "XDigit" : capitalized(name);
    set.append("\\p{").append(javaName).append('}');
    at = end + 2;
    return true;
  }

  private static String capitalized(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static void literal(char c, StringBuilder into) {
    if (!Character.isLetterOrDigit(c) && c < 0x80) {
      into.append('\\');
    }
    into.append(c);
  }
}
