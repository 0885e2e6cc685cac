package dev.livereload.server;

import dev.livereload.Mount;
import dev.livereload.SiteMap;
import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whatever target is sent: a bad request, nothing, or a file that may be served. */
public final class PathGateFuzz {

  private static final Path SITE = site();
  private static final SiteFiles FILES =
      new SiteFiles(new SiteMap(List.of(new Mount(UrlPath.ROOT, SITE))));

  private PathGateFuzz() {}

  private static Path site() {
    try {
      Path folder = Files.createTempDirectory("path-gate").toRealPath();
      Path site = folder.resolve("site");
      for (String name : List.of("site/a.txt", "site/sub/b.txt", "site/.env", "site/k.pem", "s")) {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), name);
      }
      Files.createSymbolicLink(site.resolve("out"), folder);
      Files.createSymbolicLink(site.resolve("in"), site.resolve("sub"));
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Called by the fuzzer, again and again. */
  public static void fuzzerTestOneInput(byte[] input) {
    String target = "/" + new String(input, StandardCharsets.ISO_8859_1);
    Optional<SiteFiles.Entry> entry;
    RequestPath path;
    try {
      path = RequestPath.parse(target);
      entry = FILES.find(path);
    } catch (RequestPath.BadTargetException e) {
      return;
    }
    for (String name : path.names()) {
      if (name.isEmpty() || name.equals("..") || name.equals(".") || name.contains("/")) {
        throw new AssertionError("The name \"" + name + "\" of " + target);
      }
    }
    if (entry.isPresent() && entry.get() instanceof SiteFiles.SiteFile file) {
      Path below = SITE.relativize(file.real());
      if (!file.real().startsWith(SITE) || SiteMap.isDenied(below)) {
        throw new AssertionError(target + " is " + file.real());
      }
    }
  }
}
