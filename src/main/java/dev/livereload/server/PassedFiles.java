package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.event.UrlPath;
import dev.livereload.proxy.PassedUrls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells pages of changed files that another server or an application serves: by the URLs that pages
 * have asked for, where one of them can be theirs. Thread-safe.
 */
final class PassedFiles {

  private final LiveReload liveReload;
  private final PassedUrls passed;
  private final String site;

  /**
   * @param passed their paths, from where the site begins
   * @param site the path that it begins at, without a slash at its end: empty where the origin is
   *     its own
   */
  PassedFiles(LiveReload liveReload, PassedUrls passed, String site) {
    this.liveReload = liveReload;
    this.passed = passed;
    this.site = site;
  }

  void changed(List<Path> files) {
    List<UrlPath> urls = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    boolean nested = false;
    for (Path file : files) {
      PassedUrls.Match match = passed.of(file);
      nested |= match.nested();
      match.urls().forEach(url -> urls.add(new UrlPath(site + url)));
      if (!match.certain() || match.nested()) {
        others.add(file);
      }
    }
    if (!urls.isEmpty() && !nested) {
      liveReload.changed(urls);
    }
    if (!others.isEmpty()) {
      liveReload.reload(LiveReload.said(others), !nested);
    }
  }
}
