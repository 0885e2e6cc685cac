package dev.livereload.server;

import dev.livereload.page.ContentPolicy;
import dev.livereload.page.HtmlInjector;
import dev.livereload.page.Markup;
import dev.livereload.page.Navigation;
import dev.livereload.page.ScriptTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes pages of documents that are whole in memory, and keeps the last ones: tabs that load one
 * together cost the work of one. A kept one is compared with what the document is now, so it is
 * never an old one. Thread-safe.
 */
final class InjectedPages {

  /** Pages kept. */
  static final int MAX_PAGES = 64;

  /** Octets of the longest document of which the page is kept. */
  static final int MAX_LENGTH = 64 * 1024;

  private final ServedDocuments documents;
  private final Map<Wanted, Injected> pages = new LinkedHashMap<>(16, 0.75f, true);

  InjectedPages(ServedDocuments documents) {
    this.documents = documents;
  }

  /**
   * All that a page depends on, but its document.
   *
   * @param type the media type
   * @param tag without the name of the document
   * @param origin that the page is asked for at
   * @param policies the content security policies that it is served with
   * @param readByClient whether it is read by our client, and not shown
   */
  record Wanted(
      String type, ScriptTag tag, URI origin, List<String> policies, boolean readByClient) {

    static Wanted of(
        HttpServletRequest request, HttpServletResponse response, String type, ScriptTag tag) {
      return new Wanted(
          type,
          tag,
          URI.create(request.getScheme() + "://" + request.getHeader("Host")),
          List.copyOf(response.getHeaders("Content-Security-Policy")),
          Navigation.isReadByClient(request::getHeader));
    }

    HtmlInjector injector(ScriptTag tag) {
      Markup markup = type.equals(MediaTypes.XHTML) ? Markup.XHTML : Markup.HTML;
      return new HtmlInjector(tag, markup, ContentPolicy.of(origin, policies));
    }
  }

  /** A document with its tag. */
  static final class Injected {

    private final byte[] document;
    private final String token;
    private final byte[] body;
    private final String contentType;
    private final Optional<String> unsaid;
    private final Optional<String> blockedBy;

    private Injected(Wanted wanted, byte[] document, String token) {
      HtmlInjector injector = wanted.injector(wanted.tag().with("base", token));
      this.document = document;
      this.token = token;
      // A document that brings the tag itself stays as it is, unless our client reads it.
      this.body =
          wanted.readByClient() ? injector.injectBeside(document) : injector.inject(document);
      this.contentType = Charsets.contentType(wanted.type(), document);
      this.unsaid =
          injector.tagSeen() && !wanted.readByClient()
              ? Optional.of(token + " " + wanted.tag().data().get("page"))
              : Optional.empty();
      this.blockedBy = injector.policy().blockedBy();
    }

    byte[] body() {
      return body;
    }

    /** Returns the media type, with the charset where one is known. */
    String contentType() {
      return contentType;
    }

    /** Returns what the tag would say, where the document brings one that does not. */
    Optional<String> unsaid() {
      return unsaid;
    }

    /** Returns the directive that forbids the client, if one does. */
    Optional<String> blockedBy() {
      return blockedBy;
    }
  }

  /** Returns the page of {@code document}, which must not be changed after that. */
  Injected of(Wanted wanted, byte[] document) {
    Optional<Injected> kept = kept(wanted);
    if (kept.isPresent() && Arrays.equals(kept.get().document, document)) {
      documents.keep(kept.get().token, kept.get().document);
      return kept.get();
    }
    Injected injected = new Injected(wanted, document, documents.keep(document));
    if (document.length <= MAX_LENGTH) {
      keep(wanted, injected);
    }
    return injected;
  }

  private synchronized Optional<Injected> kept(Wanted wanted) {
    return Optional.ofNullable(pages.get(wanted));
  }

  private synchronized void keep(Wanted wanted, Injected injected) {
    pages.put(wanted, injected);
    if (pages.size() > MAX_PAGES) {
      var oldest = pages.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
