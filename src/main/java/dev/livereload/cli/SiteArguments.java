package dev.livereload.cli;

import dev.livereload.Mount;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import dev.livereload.server.DevServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is served, by whom, and what is done to it. */
final class SiteArguments {

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The site. Default: this folder.")
  private Path dir = Path.of(".");

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description =
          "Stand before the server at URL instead of serving DIR. DIR is still watched: a change"
              + " there brings pages up to date as soon as that server answers.")
  private @Nullable String proxy;

  @Option(
      names = "--wait-for",
      paramLabel = "PATH",
      description =
          "With --proxy: the server is ready when it answers PATH with less than 400. Default: when"
              + " it answers at all.")
  private @Nullable String waitFor;

  @Option(
      names = "--mount",
      paramLabel = "PATH=DIR",
      description = "Serve and watch DIR under the URL path PATH, too. Repeatable.")
  private List<String> mounts = new ArrayList<>();

  @Option(
      names = "--spa",
      paramLabel = "FILE",
      arity = "1",
      fallbackValue = "index.html",
      preprocessor = AttachedValue.class,
      description =
          "Answer a navigation that finds no file with FILE, given as --spa=FILE."
              + " --spa alone means index.html.")
  private @Nullable String spa;

  @Option(names = "--listing", description = "List folders that have no index.html.")
  private boolean listing;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "Put this header on every answer of the site. Repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--no-inject",
      description = "Leave HTML alone: the pages bring the script tag themselves.")
  private boolean noInject;

  @Option(names = "--reload-only", description = "Never patch a page, always reload it.")
  private boolean reloadOnly;

  /** Returns what is served at which path. */
  List<Mount> served() throws BadArgumentException {
    Arguments.filled("DIR", dir);
    if (dir.toString().startsWith("@") && !Files.exists(dir)) {
      throw new BadArgumentException(
          "There is no file " + dir.toString().substring(1) + " to take arguments from.",
          "Create it, or name a folder as ./" + dir + ".");
    }
    List<Mount> all = new ArrayList<>();
    if (proxy == null) {
      all.add(new Mount(UrlPath.ROOT, dir.toAbsolutePath()));
    }
    for (String mount : mounts) {
      all.add(mount(mount));
    }
    return all;
  }

  /** Returns the folder that is watched though nothing of it is served. */
  Optional<Path> source() {
    return proxy == null ? Optional.empty() : Optional.of(dir.toAbsolutePath());
  }

  void addTo(DevServerOptions.Builder options) throws BadArgumentException {
    if (proxy != null) {
      refuse(spa != null, "--spa");
      refuse(listing && mounts.isEmpty(), "--listing");
    }
    options.listing(listing).inject(!noInject).reloadOnly(reloadOnly).headers(headers);
    if (proxy != null) {
      options.proxy(proxy);
    }
    if (waitFor != null) {
      options.waitFor(pathOnServer(waitFor));
    }
    if (spa != null) {
      options.spa(Arguments.pathInSite("--spa", spa).toString());
    }
  }

  private static void refuse(boolean given, String option) throws BadArgumentException {
    if (given) {
      throw new BadArgumentException(
          option + " is for a folder that is served, and with --proxy none is.",
          "Leave it out: the server behind answers every path.");
    }
  }

  /** Says that there is no file for {@code --spa}. No failure: a build may make it later. */
  Optional<Notice> missingApp() {
    if (spa == null || Files.isRegularFile(dir.resolve(relative(spa)))) {
      return Optional.empty();
    }
    return Optional.of(
        new Notice(
            "There is no " + relative(spa) + " in " + dir + ", so --spa answers nothing yet.",
            "Create it, or name another with --spa=FILE."));
  }

  private static String relative(String file) {
    return file.replaceAll("^/+", "");
  }

  private String pathOnServer(String path) throws BadArgumentException {
    if (proxy == null) {
      throw new BadArgumentException("--wait-for is for the server of --proxy, and there is none.");
    }
    if (!DevServerOptions.isPathOnServer(path)) {
      throw new BadArgumentException(
          "--wait-for takes a path as a URL has it, such as /health, not " + path + ".");
    }
    return path;
  }

  private static Mount mount(String argument) throws BadArgumentException {
    int equals = argument.indexOf('=');
    if (equals < 0 || equals == argument.length() - 1) {
      throw new BadArgumentException("--mount takes PATH=DIR, not " + argument + ".");
    }
    String path = equals == 0 ? "/" : argument.substring(0, equals);
    UrlPath at = UrlPath.ROOT.resolve(Arguments.pathInSite("--mount", path));
    if (at.equals(UrlPath.ROOT)) {
      throw new BadArgumentException(
          "--mount " + argument + " names no path below the root, which is DIR's.");
    }
    Path folder = Arguments.path("--mount", argument.substring(equals + 1));
    return new Mount(at, folder.toAbsolutePath());
  }
}
