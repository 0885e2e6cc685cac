package dev.livereload.server;

import dev.livereload.event.Problem.Place;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which editor opens a place in a source, and by which arguments. What a page sends is at most the
 * name of a file and two numbers in them; no shell reads them. Pure, but for {@link #installed}.
 */
final class Editor {

  /** Looked for in this order where no editor is named: those with a window of their own. */
  private static final List<String> KNOWN =
      List.of(
          "code", "cursor", "codium", "zed", "idea", "webstorm", "subl", "kate", "gedit", "gvim");

  private static final List<String> IN_TERMINAL =
      List.of("vim", "nvim", "vi", "nano", "hx", "micro");

  private static final Pattern BLANK = Pattern.compile("\\s+");

  private final Map<String, String> environment;
  private final Optional<String> chosen;
  private final Predicate<String> installed;

  /**
   * @param chosen by the user, with arguments where they want some
   * @param installed whether there is a program of that name
   */
  Editor(Map<String, String> environment, Optional<String> chosen, Predicate<String> installed) {
    this.environment = environment;
    this.chosen = chosen;
    this.installed = installed;
  }

  /** Returns the arguments that open {@code place}; nothing where there is no editor to do so. */
  Optional<List<String>> command(Path file, Place place) {
    return program()
        .flatMap(
            program -> {
              List<String> command = new ArrayList<>(program);
              String name = nameOf(program.get(0));
              command.addAll(arguments(name, file.toString(), place));
              return IN_TERMINAL.contains(name) ? inTerminal(command) : Optional.of(command);
            });
  }

  private Optional<List<String>> program() {
    Optional<String> named =
        chosen.or(
            () ->
                Stream.of("LIVERELOAD_EDITOR", "VISUAL", "EDITOR")
                    .map(name -> environment.getOrDefault(name, ""))
                    .filter(value -> !value.isBlank())
                    .findFirst());
    return named
        .map(Editor::words)
        .or(() -> KNOWN.stream().filter(installed).findFirst().map(List::of));
  }

  // A path with blanks in it, or a program with arguments.
  private static List<String> words(String named) {
    return Files.isExecutable(Path.of(named))
        ? List.of(named)
        : List.of(BLANK.split(named.strip()));
  }

  private static String nameOf(String program) {
    String name =
        program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\.(?:exe|sh)$", "").replaceFirst("64$", "");
  }

  private static List<String> arguments(String name, String file, Place place) {
    int line = Math.max(1, place.line());
    int column = Math.max(1, place.column());
    String whole = file + ":" + line + ":" + column;
    return switch (name) {
      case "code", "code-insiders", "codium", "vscodium", "cursor", "windsurf" ->
          List.of("--goto", whole);
      case "subl", "sublime_text", "zed", "zeditor", "hx", "micro" -> List.of(whole);
      case "idea", "webstorm", "pycharm", "phpstorm", "rubymine", "goland", "clion", "rider" ->
          List.of("--line", "" + line, "--column", "" + column, file);
      case "vim", "nvim", "vi" -> List.of("+" + line, file);
      case "gvim", "mvim" -> List.of("--remote-silent", "+" + line, file);
      case "emacs", "emacsclient" -> List.of("+" + line + ":" + column, file);
      case "nano" -> List.of("+" + line + "," + column, file);
      case "kate" -> List.of("--line", "" + line, "--column", "" + column, file);
      case "gedit", "gnome-text-editor" -> List.of("+" + line + ":" + column, file);
      case "mate" -> List.of("--line", line + ":" + column, file);
      default -> List.of(file);
    };
  }

  // The server's own terminal shows what the server says.
  private Optional<List<String>> inTerminal(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (!environment.getOrDefault("TMUX", "").isEmpty()) {
      whole.addAll(List.of("tmux", "new-window", "--"));
    } else if (installed.test("x-terminal-emulator")) {
      whole.addAll(List.of("x-terminal-emulator", "-e"));
    } else {
      return Optional.empty();
    }
    whole.addAll(command);
    return Optional.of(whole);
  }

  /** Whether a program of that name is on the path of {@code environment}. */
  static boolean installed(Map<String, String> environment, String name) {
    String path = environment.getOrDefault("PATH", "");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .anyMatch(
            folder ->
                Files.isExecutable(Path.of(folder, name))
                    || Files.isExecutable(Path.of(folder, name + ".exe")));
  }
}
