package dev.livereload.page;

import dev.livereload.event.EventId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The script tag that loads the client. Its URL is root-absolute, so that a {@code <base href>}
 * does not move it, and it is {@code async}, so that no page waits for it.
 *
 * @param site the path that the site begins at, percent-encoded and without a slash at its end:
 *     empty where the origin is its own, else as the context path of a servlet container
 * @param data the client's options by their names without {@code data-}, in the order they are
 *     written; names are of lower-case letters, digits and hyphens
 * @param nonce what the page's content security policy asks for, or null
 */
public record ScriptTag(String site, Map<String, String> data, @Nullable String nonce) {

  /** The path of the client, from where the site begins. */
  public static final String CLIENT = "/__livereload/client.js";

  /** The name, beside the client, of what it runs as a shared worker. */
  static final String WORKER = "stream.js";

  public ScriptTag {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /**
   * Returns the tag of a document that is served now.
   *
   * @param id the newest event that the document can know of
   */
  public static ScriptTag servedAt(EventId id) {
    return new ScriptTag("", Map.of("id", id.toString()), null);
  }

  /** Returns this tag for a site that begins at {@code path}, see {@link #site}. */
  public ScriptTag under(String path) {
    return new ScriptTag(path, data, nonce);
  }

  /** Returns this tag with one more option, or with another value for it. */
  public ScriptTag with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(data);
    more.put(name, value);
    return new ScriptTag(site, more, nonce);
  }

  /** Returns this tag with that nonce. */
  public ScriptTag withNonce(String value) {
    return new ScriptTag(site, data, value);
  }

  /** Returns the tag in pure ASCII, on one line, so that it suits any charset but UTF-16. */
  byte[] bytes(Markup markup) {
    StringBuilder tag = new StringBuilder("<script");
    if (markup == Markup.XHTML) {
      // The document may give XHTML a prefix of its own choice, or none.
      attribute("xmlns", "http://www.w3.org/1999/xhtml", tag);
      attribute("async", "async", tag);
    } else {
      tag.append(" async");
    }
    attribute("src", site + CLIENT, tag);
    data.forEach((name, value) -> attribute("data-" + name, value, tag));
    if (nonce != null) {
      attribute("nonce", nonce, tag);
    }
    return tag.append("></script>").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void attribute(String name, String value, StringBuilder tag) {
    tag.append(' ').append(name).append("=\"");
    value.codePoints().forEach(c -> escape(c, tag));
    tag.append('"');
  }

  private static void escape(int c, StringBuilder tag) {
    boolean plain = c >= ' ' && c < 0x7F && "&<>\"'".indexOf(c) < 0;
    if (plain) {
      tag.append((char) c);
    } else {
      // Neither grammar has a reference for a control character or half a surrogate pair.
      boolean refused = Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) || c >= 0xFFFE;
      boolean astral = c > 0xFFFF;
      tag.append("&#").append(refused && !astral ? 0xFFFD : c).append(';');
    }
  }
}
