package dev.livereload.server;

import dev.livereload.page.ContentPolicy;
import dev.livereload.page.HtmlInjector;
import dev.livereload.page.Markup;
import dev.livereload.page.ScriptTag;
import dev.livereload.proxy.Outage;
import dev.livereload.proxy.PageSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What pages of a server behind this one carry, in the words of this one. Thread-safe. */
final class ProxiedPages implements PageSource {

  private final PageTags tags;
  private final ServedDocuments documents;
  private final OwnPages ownPages = new OwnPages();
  private final boolean inject;

  ProxiedPages(PageTags tags, ServedDocuments documents, boolean inject) {
    this.tags = tags;
    this.documents = documents;
    this.inject = inject;
  }

  @Override
  public Optional<ScriptTag> tag() {
    return inject ? Optional.of(tags.tag()) : Optional.empty();
  }

  @Override
  public String newToken() {
    return ServedDocuments.newToken();
  }

  @Override
  public void keep(String token, byte[] document) {
    documents.keep(token, document);
  }

  @Override
  public void blocked(String path, String directive) {
    tags.blocked(path, directive);
  }

  @Override
  public byte[] waiting(Outage outage) {
    byte[] page = ownPages.waiting(outage);
    // It has no policy that any origin could break, and nothing that a patch could keep.
    ContentPolicy policy = ContentPolicy.of(URI.create("http://localhost"), List.of());
    return tag()
        .map(
            tag -> new HtmlInjector(tag.with("reload", "always"), Markup.HTML, policy).inject(page))
        .orElse(page);
  }
}
