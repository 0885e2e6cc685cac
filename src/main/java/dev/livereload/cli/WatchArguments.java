package dev.livereload.cli;

import dev.livereload.Builds;
import dev.livereload.LiveReloadOptions;
import dev.livereload.Mount;
import dev.livereload.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is watched, and what is run when it changes. */
final class WatchArguments {

  @Option(
      names = "--watch",
      paramLabel = "DIR",
      description =
          "Watch DIR, too: a change there has no URL, so it means that any page may have changed."
              + " Repeatable.")
  private List<Path> watch = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "GLOB",
      description = "Never watch what matches, besides the built-in list. Repeatable.")
  private List<String> ignore = new ArrayList<>();

  @Option(
      names = "--settle",
      paramLabel = "MS",
      description = "Milliseconds without a write that end a save. Default: 30.")
  private @Nullable Integer settle;

  @Option(
      names = "--poll",
      paramLabel = "MS",
      arity = "1",
      fallbackValue = "500",
      preprocessor = AttachedValue.class,
      description =
          "Look at everything every MS milliseconds, given as --poll=MS, where the system gives no"
              + " events. --poll alone means 500.")
  private @Nullable Integer poll;

  @Option(
      names = "--build",
      paramLabel = "GLOB=COMMAND",
      description =
          "Run COMMAND, in this folder, when a file changes that matches GLOB, and once at the"
              + " start. Pages follow when it is done. Repeatable.")
  private List<String> builds = new ArrayList<>();

  @Option(
      names = "--build-timeout",
      paramLabel = "S",
      description = "Seconds after which a build is stopped. Default: 300.")
  private @Nullable Integer buildTimeout;

  /**
   * Returns the options of the engine.
   *
   * @param source a folder that is watched though nothing of it is served
   * @param colours whether commands may print them
   */
  LiveReloadOptions options(List<Mount> served, Optional<Path> source, boolean colours)
      throws BadArgumentException {
    List<Path> elsewhere = new ArrayList<>();
    source.ifPresent(elsewhere::add);
    for (Path folder : watch) {
      Arguments.filled("--watch", folder);
      elsewhere.add(folder.toAbsolutePath());
    }
    Optional<Duration> quiet =
        settle == null
            ? Optional.empty()
            : Optional.of(
                Duration.ofMillis(Arguments.within("--settle", settle, Range.SETTLE_MILLIS)));
    LiveReloadOptions options =
        new LiveReloadOptions(served, elsewhere, ignore, quiet)
            .remembering()
            .building(builds(colours));
    return poll == null
        ? options
        : options.polling(Duration.ofMillis(Arguments.within("--poll", poll, Range.POLL_MILLIS)));
  }

  private Builds builds(boolean colours) throws BadArgumentException {
    Duration timeout =
        buildTimeout == null
            ? Builds.DEFAULT_TIMEOUT
            : Duration.ofSeconds(
                Arguments.within("--build-timeout", buildTimeout, Range.BUILD_SECONDS));
    List<Builds.Rule> rules = new ArrayList<>();
    for (String build : builds) {
      rules.add(rule(build));
    }
    return new Builds(rules, Path.of("").toAbsolutePath(), timeout, colours);
  }

  private static Builds.Rule rule(String argument) throws BadArgumentException {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      throw new BadArgumentException("--build takes GLOB=COMMAND, not " + argument + ".");
    }
    return new Builds.Rule(argument.substring(0, equals), argument.substring(equals + 1));
  }
}
