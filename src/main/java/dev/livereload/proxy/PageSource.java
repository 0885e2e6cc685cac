package dev.livereload.proxy;

import dev.livereload.page.ScriptTag;
import java.util.Optional;

/** What the proxy needs for pages, from who knows the engine and the words. Thread-safe. */
public interface PageSource {

  /**
   * Returns the tag of a page that is asked for from now on; nothing where pages are left alone.
   * Taken before the server behind is asked, so that no change in between is hidden.
   */
  Optional<ScriptTag> tag();

  /**
   * Returns a name for the document of a page, for its tag: the document itself is not there yet.
   */
  String newToken();

  /** Keeps what a page was made of under its name, until others need the room. */
  void keep(String token, byte[] document);

  /**
   * Says that the page at {@code path} does not run the client, because {@code directive} forbids
   * it.
   */
  void blocked(String path, String directive);

  /**
   * Returns the page that stands for those of a server that does not answer, HTML in UTF-8.
   *
   * @param outage what is known of it
   */
  byte[] waiting(Outage outage);
}
