package dev.livereload.page;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells the request of a navigation, whose answer becomes a document, from one of a script, whose
 * answer becomes part of a document that has the client already.
 */
public final class Navigation {

  // https://fetch.spec.whatwg.org/#concept-request-destination
  private static final Set<String> DOCUMENTS =
      Set.of("document", "iframe", "frame", "embed", "object");

  // htmx, jQuery and many more, Hotwire Turbo, Datastar.
  private static final List<String> MARKS_OF_A_FRAGMENT =
      List.of("HX-Request", "X-Requested-With", "Turbo-Frame", "Datastar-Request");

  /** With it our client asks for the newest document of its page, to patch the page with it. */
  public static final String CLIENT = "X-LiveReload";

  private Navigation() {}

  /**
   * Returns whether the answer becomes a document. A client that says nothing about itself, such as
   * {@code curl} or a browser on a plain-http LAN name, is taken at its best: it does.
   *
   * @param header the value of the request header of that name, or null where there is none
   */
  public static boolean wantsDocument(Function<String, @Nullable String> header) {
    if (isReadByClient(header)) {
      return true;
    }
    String destination = header.apply("Sec-Fetch-Dest");
    return (destination == null || DOCUMENTS.contains(destination))
        && MARKS_OF_A_FRAGMENT.stream().allMatch(name -> header.apply(name) == null);
  }

  /**
   * Returns whether our client asks, to read the document and not to show it.
   *
   * @param header as in {@link #wantsDocument}
   */
  // Whatever a page makes all its requests say besides. A page of another origin cannot send the
  // header, for which a browser would ask us first.
  public static boolean isReadByClient(Function<String, @Nullable String> header) {
    String site = header.apply("Sec-Fetch-Site");
    return "document".equals(header.apply(CLIENT)) && (site == null || site.equals("same-origin"));
  }
}
