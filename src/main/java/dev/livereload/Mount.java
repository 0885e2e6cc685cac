package dev.livereload;

import dev.livereload.event.UrlPath;
import java.nio.file.Path;

/**
 * A folder and the URL path below which its files are served.
 *
 * @param at the URL path, without a slash at its end unless it is the root
 * @param folder the folder, absolute
 */
public record Mount(UrlPath at, Path folder) {

  /** Whether {@code url} is this mount's own path or below it. */
  public boolean covers(UrlPath url) {
    String prefix = at.value();
    return prefix.equals("/") || url.value().equals(prefix) || url.value().startsWith(prefix + "/");
  }
}
