package dev.livereload.server;

import dev.livereload.event.Source;
import dev.livereload.event.Status;
import dev.livereload.event.UrlPath;
import dev.livereload.proxy.Outage;
import dev.livereload.server.SiteFiles.Entry;
import dev.livereload.server.SiteFiles.SiteFile;
import dev.livereload.server.SiteFiles.SiteFolder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The pages that are the server's own, as HTML in UTF-8. Names come from disk and from strangers:
 * everything is escaped. Thread-safe.
 */
final class OwnPages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final String message = template("message.html");
  private final String listing = template("listing.html");
  private final String waiting = template("waiting.html");
  private final String status = template("status.html");

  /** A page that says one thing. */
  byte[] message(String title, String text) {
    return bytes(message.replace("{{title}}", escape(title)).replace("{{message}}", escape(text)));
  }

  /** The list of what is in {@code folder}, folders first. */
  byte[] listing(SiteFolder folder, List<Entry> entries) {
    StringBuilder items = new StringBuilder();
    if (!folder.url().equals(UrlPath.ROOT)) {
      items.append("<li><a href=\"../\">..</a></li>\n");
    }
    entries.stream()
        .sorted(
            Comparator.comparing((Entry entry) -> entry instanceof SiteFile)
                .thenComparing(OwnPages::name, String.CASE_INSENSITIVE_ORDER))
        .forEach(entry -> items.append(item(entry)));
    return bytes(
        listing
            .replace("{{title}}", escape(RequestPath.decoded(folder.url())))
            .replace("{{entries}}", items));
  }

  /** What the server is doing. */
  byte[] status(Status status) {
    String page = this.status;
    page = page.replace("{{run}}", escape(status.now().run()));
    page = page.replace("{{version}}", Long.toString(status.now().number()));
    page = page.replace("{{tabs}}", Integer.toString(status.tabs()));
    page = page.replace("{{sources}}", sources(status.sources()));
    page = page.replace("{{dirs}}", Integer.toString(status.folders()));
    return bytes(page.replace("{{files}}", Integer.toString(status.files())));
  }

  private static String sources(List<Source> sources) {
    StringBuilder rows = new StringBuilder();
    for (Source source : sources) {
      String state = source.state().name().toLowerCase(Locale.ROOT);
      rows.append(
          "<div><dt>Build %s</dt><dd>%s</dd></div>\n".formatted(escape(source.name()), state));
    }
    return rows.toString();
  }

  /** What stands for the pages of a server that does not answer. */
  byte[] waiting(Outage outage) {
    return bytes(
        waiting
            .replace("{{server}}", escape(outage.tried().getRawAuthority()))
            .replace("{{tried}}", escape(outage.tried().toString()))
            .replace("{{why}}", escape(outage.why()))
            .replace("{{since}}", TIME.format(outage.since().atZone(ZoneId.systemDefault()))));
  }

  private static String item(Entry entry) {
    String href = entry.url().value();
    if (entry instanceof SiteFile file) {
      return String.format(
          Locale.ROOT,
          "<li><a href=\"%s\">%s</a><small>%,d %s</small></li>\n",
          escape(href),
          escape(name(entry)),
          file.state().size(),
          file.state().size() == 1 ? "byte" : "bytes");
    }
    return "<li><a href=\"%s/\">%s/</a></li>\n".formatted(escape(href), escape(name(entry)));
  }

  private static String name(Entry entry) {
    String path = RequestPath.decoded(entry.url());
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String escape(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c == '{') {
                safe.append("&#").append(c).append(';');
              } else {
                safe.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c);
              }
            });
    return safe.toString();
  }

  private static String template(String name) {
    return new String(Resources.bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String html) {
    return html.getBytes(StandardCharsets.UTF_8);
  }
}
