package dev.livereload.history;

import dev.livereload.event.ContentStamp;
import dev.livereload.event.UrlPath;
import java.util.Optional;

/** How the files of the site are now. Thread-safe. */
public interface Present {

  /** Whether changes at {@code url} are nothing that pages are told of. */
  boolean ignores(UrlPath url);

  /** Returns the stamp of what is served at {@code url}, or nothing where nothing is. */
  Optional<ContentStamp> stamp(UrlPath url);

  /** Returns the hash of what is served at {@code url}; nothing where it is not to be read. */
  Optional<String> hash(UrlPath url);
}
