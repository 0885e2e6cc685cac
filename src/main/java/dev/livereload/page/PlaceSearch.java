package dev.livereload.page;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for the place of the script tag, and for a tag that the document has already.
 *
 * <p>The place is right after the start tag of the head; else after that of the root; else after
 * the doctype; else where the first thing begins that is neither white space nor comment. It is
 * thus never before a doctype, nor inside anything. In XHTML it is inside the root element or
 * nowhere.
 *
 * <p>Reads a growing prefix of the document and goes on where it stopped, so that all calls
 * together look at each byte once. Not thread-safe.
 */
final class PlaceSearch {

  /**
   * How many units may pass before the place is known: only comments that long come so far. Then
   * the document is left alone, unless its doctype or root is known; what is held back in memory
   * stays within this limit.
   */
  static final int PATIENCE = 1 << 20;

  // The path of the client at the end of a URL of any origin, with or without a key.
  private static final Pattern CLIENT =
      Pattern.compile("(?:[^?#]*)/__livereload/(?:[^/?#]+/)?client\\.js\\s*(?:[?#].*)?");

  // https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead
  private static final Set<String> HEAD_CONTENT =
      Set.of(
          "html",
          "head",
          "base",
          "basefont",
          "bgsound",
          "link",
          "meta",
          "noframes",
          "noscript",
          "script",
          "style",
          "template",
          "title");

  // The end tags that a browser does not ignore before the head.
  private static final Set<String> ENDS_THAT_COUNT = Set.of("head", "body", "html", "br");

  private final TextUnits units = new TextUnits();
  private final HtmlTokenizer tokenizer;
  private final Markup markup;
  private final List<String> policies = new ArrayList<>();
  private int read;
  private boolean rootSeen;
  private OptionalInt anchor = OptionalInt.empty();
  private OptionalInt place = OptionalInt.empty();
  private boolean done;
  private boolean tagSeen;
  private boolean inHead = true;
  private int templates;

  PlaceSearch(Markup markup) {
    this.markup = markup;
    this.tokenizer = new HtmlTokenizer(markup);
  }

  /**
   * Reads on.
   *
   * @param document begins with what the last call was given
   * @param length how much of it there is
   * @param lookAhead how many bytes after the place to read at most, in search of a tag
   * @param last whether that is the whole document
   * @return whether the search is over
   */
  boolean read(byte[] document, int length, int lookAhead, boolean last) {
    while (!done) {
      if (place.isPresent() && units.offset(read) - place.getAsInt() >= lookAhead) {
        done = true;
      } else if (place.isEmpty() && read >= PATIENCE) {
        settle(anchor);
        done = true;
      } else {
        int unit = units.next(document, length, last);
        if (unit == TextUnits.NONE) {
          break;
        }
        Token token = tokenizer.accept(unit);
        read++;
        if (token != null) {
          take(token);
        }
      }
    }
    if (last && !done) {
      if (place.isEmpty()) {
        settle(anchorOr(tokenizer.unfinished()));
      }
      done = true;
    }
    return done;
  }

  /** Returns where the tag goes, in bytes; empty while unknown, or when there is no such place. */
  OptionalInt place() {
    return place;
  }

  /** Returns whether the document has the tag already. */
  boolean tagSeen() {
    return tagSeen;
  }

  /** Returns the policies of the {@code meta} elements seen so far. */
  List<String> policies() {
    return List.copyOf(policies);
  }

  /** Returns an ASCII text in the units of the document. */
  byte[] encode(byte[] ascii) {
    return units.encode(ascii);
  }

  private void take(Token token) {
    if (place.isEmpty()) {
      takeBeforePlace(token);
    }
    if (place.isPresent()) {
      lookForPolicy(token);
      lookForTag(token);
    }
  }

  private void takeBeforePlace(Token token) {
    if (token.starts("head") && (rootSeen || markup == Markup.HTML)) {
      settle(OptionalInt.of(token.end()));
    } else if (token.starts("html") && !isEmptyRoot(token)) {
      rootSeen = true;
      anchor = OptionalInt.of(token.end());
    } else if (token.kind() == Token.Kind.DOCTYPE) {
      if (markup == Markup.HTML && !rootSeen && anchor.isEmpty()) {
        anchor = OptionalInt.of(token.end());
      }
    } else if (!isIgnored(token)) {
      settle(anchorOr(token.start()));
      done = place.isEmpty();
    }
  }

  private boolean isEmptyRoot(Token token) {
    return markup == Markup.XHTML && token.selfClosing();
  }

  private boolean isIgnored(Token token) {
    return token.kind() == Token.Kind.COMMENT
        || (markup == Markup.HTML
            && token.kind() == Token.Kind.END_TAG
            && !ENDS_THAT_COUNT.contains(token.name()));
  }

  private OptionalInt anchorOr(int unit) {
    return anchor.isEmpty() && markup == Markup.HTML ? OptionalInt.of(unit) : anchor;
  }

  private void settle(OptionalInt unit) {
    if (unit.isPresent()) {
      place = OptionalInt.of(units.offset(unit.getAsInt()));
    }
  }

  private void lookForTag(Token token) {
    // The content of a template is inert: a tag in there loads nothing.
    if (token.name().equals("template")) {
      boolean start = token.kind() == Token.Kind.START_TAG;
      templates = Math.max(0, templates + (start ? 1 : -1));
    } else if (templates == 0 && token.starts("script")) {
      tagSeen = CLIENT.matcher(token.attributes().getOrDefault("src", "")).matches();
      done |= tagSeen;
    }
  }

  // A policy outside the head does not count: https://html.spec.whatwg.org/#attr-meta-http-equiv
  private void lookForPolicy(Token token) {
    boolean leavesHead =
        switch (token.kind()) {
          case TEXT -> true;
          case START_TAG -> !HEAD_CONTENT.contains(token.name());
          case END_TAG -> token.name().equals("head");
          case COMMENT, DOCTYPE -> false;
        };
    inHead &= templates > 0 || !leavesHead;
    if (inHead && templates == 0 && token.starts("meta")) {
      String directive = token.attributes().getOrDefault("http-equiv", "");
      String content = token.attributes().get("content");
      if (directive.strip().equalsIgnoreCase("Content-Security-Policy") && content != null) {
        policies.add(content);
      }
    }
  }
}
