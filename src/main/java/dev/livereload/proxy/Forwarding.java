package dev.livereload.proxy;

import dev.livereload.page.Freshness;
import dev.livereload.page.Navigation;
import dev.livereload.page.TaggedPage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Makes the headers of one side true on the other one. Pure. */
final class Forwarding {

  // What a client before us says of these is hearsay: any page can have it sent.
  private static final List<String> HEARSAY =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Prefix",
          "X-Forwarded-Proto",
          "X-Forwarded-Server");

  // What each of our answers carries, whoever made it: see GuardFilter.
  private static final List<String> OURS =
      List.of("Cross-Origin-Resource-Policy", "X-Content-Type-Options");

  // The access token of this server, see TokenGate; others of the same host stay.
  private static final Pattern OUR_COOKIE = Pattern.compile("(^|;\\s*)livereload-\\d+=[^;]*");

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  // RFC 9110, section 6.5.1: a server that reads these after the body has judged without them.
  private static final Set<String> NO_TRAILERS =
      Set.of(
          "authorization",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "host",
          "origin",
          "referer");

  private Forwarding() {}

  /**
   * Who asks, and whom.
   *
   * @param scheme by which the browser asks
   * @param host the value of its {@code Host} header
   * @param address the address it asks from
   */
  record Asked(String scheme, String host, String address) {

    String origin() {
      return scheme + "://" + host;
    }
  }

  /** Changes the header of a request from what the browser sent to what the server behind gets. */
  static void request(HttpFields.Mutable header, Upstream upstream, Asked asked, boolean page) {
    HEARSAY.forEach(header::remove);
    header.remove(Navigation.CLIENT);
    header.put(HttpHeader.HOST, upstream.host(asked.host()));
    for (HttpHeader name : List.of(HttpHeader.ORIGIN, HttpHeader.REFERER)) {
      String value = header.get(name);
      if (value != null) {
        header.put(name, upstream.source(value, asked.origin()));
      }
    }
    List<String> cookies = header.getValuesList(HttpHeader.COOKIE);
    if (cookies.stream().anyMatch(line -> OUR_COOKIE.matcher(line).find())) {
      header.remove(HttpHeader.COOKIE);
      cookies.stream()
          .map(line -> OUR_COOKIE.matcher(line).replaceAll("").replaceFirst("^;\\s*", ""))
          .filter(line -> !line.isEmpty())
          .forEach(line -> header.add(HttpHeader.COOKIE, line));
    }
    header.put("X-Forwarded-For", asked.address());
    header.put("X-Forwarded-Proto", asked.scheme());
    header.put("X-Forwarded-Host", asked.host());
    if (page) {
      TaggedPage.CONDITIONS.forEach(header::remove);
      header.put(HttpHeader.ACCEPT_ENCODING, "identity");
    }
  }

  /** Returns what may come after a body, of what a client has sent there. */
  static @Nullable HttpFields trailers(@Nullable HttpFields sent) {
    if (sent == null) {
      return null;
    }
    HttpFields.Mutable kept = HttpFields.build();
    for (HttpField field : sent) {
      String name = field.getLowerCaseName();
      if (!NO_TRAILERS.contains(name)
          && !HOP_BY_HOP.contains(name)
          && HEARSAY.stream().noneMatch(name::equalsIgnoreCase)) {
        kept.add(field);
      }
    }
    return kept.asImmutable();
  }

  /**
   * Has a browser ask again whether what it has is still right: it would not, for as long as a
   * tenth of a file's age, where nobody says for how long. What is named by its content stays.
   */
  static void alwaysAsked(HttpFields.Mutable header) {
    if (!Freshness.isKept(header.getValuesList(HttpHeader.CACHE_CONTROL))) {
      header.put(HttpHeader.CACHE_CONTROL, Freshness.ASK);
      header.remove(HttpHeader.EXPIRES);
    }
  }

  /** Adds the header of an answer to what the answer carries already. */
  static void response(
      HttpFields from, HttpFields.Mutable header, Upstream upstream, String origin) {
    Set<String> named =
        from.getCSV(HttpHeader.CONNECTION, false).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (HttpField field : from) {
      String name = field.getLowerCaseName();
      if (HOP_BY_HOP.contains(name)
          || named.contains(name)
          || OURS.stream().anyMatch(name::equalsIgnoreCase)) {
        continue;
      }
      switch (name) {
        // There is one of Jetty's, of the same second.
        case "date" -> header.put(field);
        case "location", "content-location" ->
            header.add(field.getName(), upstream.location(field.getValue(), origin));
        case "set-cookie" -> header.add(field.getName(), upstream.cookie(field.getValue()));
        default -> header.add(field);
      }
    }
  }
}
