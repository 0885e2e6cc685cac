package dev.livereload.proxy;

import dev.livereload.event.UrlPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What pages have got through the proxy besides themselves: styles, scripts, images. A changed file
 * that lies where one of these URLs points has that URL; a document alone would not show the
 * change. Thread-safe.
 */
public final class PassedUrls {

  /** URLs kept; the one that was not asked for longest goes first. Pages have hundreds. */
  static final int MAX = 5_000;

  /**
   * The URLs of a file.
   *
   * @param urls sorted; empty where nobody has asked for it
   * @param certain whether more than the name of the file agrees
   * @param nested whether a style sheet asks for one of them: no browser asks again then, whatever
   *     happens to the sheet
   */
  public record Match(List<UrlPath> urls, boolean certain, boolean nested) {}

  private final Map<UrlPath, Boolean> nestedByUrl =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UrlPath, Boolean> eldest) {
          return size() > MAX;
        }
      };

  /**
   * Says that something went through.
   *
   * @param path the path of its URL
   * @param asker the URL of who asked for it, as far as it says so
   */
  public synchronized void passed(UrlPath path, String asker) {
    boolean nested = asker.replaceFirst("[?#].*", "").endsWith(".css");
    nestedByUrl.merge(path, nested, Boolean::logicalOr);
  }

  /** Returns the URLs whose ends agree best with the end of {@code file}. */
  public synchronized Match of(Path file) {
    int best = nestedByUrl.keySet().stream().mapToInt(url -> agreement(url, file)).max().orElse(0);
    List<UrlPath> urls =
        best == 0
            ? List.of()
            : nestedByUrl.keySet().stream()
                .filter(url -> agreement(url, file) == best)
                .sorted()
                .toList();
    boolean certain = best > 1 || urls.stream().anyMatch(url -> url.names().size() == best);
    boolean nested = urls.stream().anyMatch(url -> Objects.equals(nestedByUrl.get(url), true));
    return new Match(urls, certain, nested);
  }

  // How many names agree, from the last one on.
  private static int agreement(UrlPath url, Path file) {
    List<String> names = url.names();
    int agreed = 0;
    while (agreed < Math.min(names.size(), file.getNameCount())
        && names
            .get(names.size() - 1 - agreed)
            .equals(file.getName(file.getNameCount() - 1 - agreed).toString())) {
      agreed++;
    }
    return agreed;
  }
}
