package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.LiveReloadListener;
import dev.livereload.event.Notice;
import dev.livereload.page.ScriptTag;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tags of pages, whoever makes these, and what is said where one is in vain. Thread-safe. */
final class PageTags {

  private final LiveReload liveReload;
  private final LiveReloadListener listener;
  private final boolean reloadOnly;
  private final Set<Notice> noticed = ConcurrentHashMap.newKeySet();

  /**
   * @param reloadOnly whether pages are told never to patch
   */
  PageTags(LiveReload liveReload, LiveReloadListener listener, boolean reloadOnly) {
    this.liveReload = liveReload;
    this.listener = listener;
    this.reloadOnly = reloadOnly;
  }

  /**
   * Returns the tag of a document whose content is looked at from now on. Taken any later, it would
   * hide a change between the look and the tag.
   */
  ScriptTag tag() {
    ScriptTag tag = ScriptTag.servedAt(liveReload.now());
    return reloadOnly ? tag.with("reload", "always") : tag;
  }

  /** Says once that a page cannot run the client. */
  void blocked(String page, String directive) {
    Notice notice =
        new Notice(
            page
                + " does not update itself: its content security policy forbids the client by "
                + directive
                + ".",
            "Add 'self' to that directive while you work on the page.");
    if (noticed.add(notice)) {
      listener.noticed(notice);
    }
  }
}
