package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.event.EventId;
import dev.livereload.event.UrlPath;
import dev.livereload.page.CssVersioner;
import dev.livereload.server.SiteFiles.Entry;
import dev.livereload.server.SiteFiles.SiteFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Sends style sheets with versions on what they name that has changed in this run, at any depth of
 * imports: browsers do not fetch those again otherwise. Thread-safe.
 */
final class Stylesheets {

  /** Largest sheet that is read for references, in bytes; a larger one goes out as it is. */
  static final int MAX_SIZE = 4 * 1024 * 1024;

  /** Sheets looked at for one answer; what further ones name gets no version. */
  static final int MAX_SHEETS = 500;

  private final SiteFiles files;
  private final LiveReload liveReload;

  Stylesheets(SiteFiles files, LiveReload liveReload) {
    this.files = files;
    this.liveReload = liveReload;
  }

  /** Answers with {@code sheet}, if it names anything that has changed; else does nothing. */
  boolean send(HttpServletRequest request, HttpServletResponse response, SiteFile sheet)
      throws IOException {
    if (!liveReload.hasChanges() || sheet.state().size() > MAX_SIZE) {
      return false;
    }
    byte[] bytes = read(sheet);
    Search search = new Search();
    byte[] versioned =
        CssVersioner.version(
            bytes,
            reference ->
                sheet
                    .url()
                    .resolve(reference.url())
                    .flatMap(search::newest)
                    .map(EventId::toString));
    if (versioned == bytes) {
      return false;
    }
    boolean compressed = Gzip.isWanted(request, response, MediaTypes.CSS, sheet.state().size());
    String etag = etag(sheet, versioned);
    if (!Reply.notModified(request, response, compressed ? Gzip.etag(etag) : etag)) {
      String type = Charsets.contentType(MediaTypes.CSS, versioned);
      byte[] sent = compressed ? Gzip.compress(response, versioned) : versioned;
      Reply.bytes(request, response, HttpServletResponse.SC_OK, type, sent);
    }
    return true;
  }

  private byte[] read(SiteFile sheet) throws IOException {
    try (SeekableByteChannel channel = files.open(sheet)) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  private static String etag(SiteFile sheet, byte[] versioned) {
    CRC32C sum = new CRC32C();
    sum.update(versioned);
    String own = sheet.etag();
    return own.substring(0, own.length() - 1) + "." + Long.toString(sum.getValue(), 36) + '"';
  }

  /** The search for the newest change below a URL, for one answer. */
  private final class Search {

    private final Map<UrlPath, Optional<EventId>> found = new HashMap<>();

    Optional<EventId> newest(UrlPath url) {
      Optional<EventId> known = found.get(url);
      if (known != null) {
        return known;
      }
      Optional<EventId> own = liveReload.lastChange(url);
      // Also what ends a circle of imports.
      found.put(url, own);
      if (MediaTypes.of(url.value()).equals(MediaTypes.CSS) && found.size() <= MAX_SHEETS) {
        Optional<EventId> newest = newer(own, newestNamedBy(url));
        found.put(url, newest);
        return newest;
      }
      return own;
    }

    private Optional<EventId> newestNamedBy(UrlPath url) {
      Optional<EventId> newest = Optional.empty();
      try {
        Optional<Entry> entry = files.find(RequestPath.parse(url.value()));
        if (entry.isPresent()
            && entry.get() instanceof SiteFile sheet
            && sheet.state().size() <= MAX_SIZE) {
          for (CssVersioner.Reference reference : CssVersioner.references(read(sheet))) {
            newest = newer(newest, url.resolve(reference.url()).flatMap(this::newest));
          }
        }
      } catch (IOException | RequestPath.BadTargetException e) {
        // Gone since, or no URL of ours: then it names nothing.
        return newest;
      }
      return newest;
    }

    private Optional<EventId> newer(Optional<EventId> one, Optional<EventId> other) {
      if (one.isEmpty() || other.isEmpty()) {
        return one.or(() -> other);
      }
      return one.get().number() >= other.get().number() ? one : other;
    }
  }
}
