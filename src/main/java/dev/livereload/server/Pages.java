package dev.livereload.server;

import dev.livereload.page.ContentPolicy;
import dev.livereload.page.HtmlInjector;
import dev.livereload.page.Markup;
import dev.livereload.page.Navigation;
import dev.livereload.page.ScriptTag;
import dev.livereload.server.SiteFiles.SiteFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;

/** Sends documents with the script tag in them. Thread-safe. */
final class Pages {

  /**
   * Largest document that is held in memory, in bytes. A larger one is streamed, and any where too
   * many are held already; its page cannot be patched.
   */
  private static final int IN_MEMORY = 1024 * 1024;

  private final SiteFiles files;
  private final ServedDocuments documents;
  private final PageTags tags;

  Pages(SiteFiles files, ServedDocuments documents, PageTags tags) {
    this.files = files;
    this.documents = documents;
    this.tags = tags;
  }

  /** Sends a document of the site. */
  void send(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ScriptTag tag,
      SiteFile file)
      throws IOException {
    String type = MediaTypes.of(file.real().getFileName().toString());
    long size = file.state().size();
    boolean held = size <= IN_MEMORY && Later.hasRoomFor(size);
    boolean compressed = held && Gzip.isWanted(request, response, type, size);
    String etag = etag(file, tag);
    if (status == HttpServletResponse.SC_OK
        && Reply.notModified(request, response, compressed ? Gzip.etag(etag) : etag)) {
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    ScriptTag named = tag.with("page", file.url().value());
    if (!held) {
      stream(request, response, status, named, file);
      return;
    }
    byte[] document;
    try (SeekableByteChannel channel = files.open(file)) {
      document = Channels.newInputStream(channel).readAllBytes();
    }
    HtmlInjector injector = injector(request, response, withBase(named, document), type);
    byte[] body = inject(request, response, injector, document);
    String full = Charsets.contentType(type, ByteBuffer.wrap(document));
    byte[] sent = compressed ? Gzip.compress(response, body) : body;
    Reply.bytes(request, response, status, full, sent);
    noteBlocked(file, injector);
  }

  /** Sends a page of the server's own, HTML in UTF-8. */
  void send(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ScriptTag tag,
      byte[] page)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    byte[] body =
        Navigation.wantsDocument(request::getHeader)
            ? injector(request, response, withBase(tag, page), MediaTypes.HTML).inject(page)
            : page;
    Reply.bytes(request, response, status, MediaTypes.HTML + ";charset=utf-8", body);
  }

  // A document that brings the tag itself stays as it is. What the tag would say is said to our
  // client in a header: of those of an open page, its scripts can read that one alone.
  // https://www.w3.org/TR/server-timing/
  private static byte[] inject(
      HttpServletRequest request,
      HttpServletResponse response,
      HtmlInjector injector,
      byte[] document) {
    if (Navigation.isReadByClient(request::getHeader)) {
      return injector.injectBeside(document);
    }
    byte[] body = injector.inject(document);
    if (injector.tagSeen()) {
      Map<String, String> data = injector.tag().data();
      String said = data.get("base") + " " + data.get("page");
      response.setHeader("Server-Timing", "livereload;desc=\"" + said + '"');
    }
    return body;
  }

  private ScriptTag withBase(ScriptTag tag, byte[] document) {
    return tag.with("base", documents.keep(document));
  }

  // Changes with the file and with the tag: a copy with an older id would be told of changes that
  // its scripts and sheets, which are asked for anew, show already.
  private static String etag(SiteFile file, ScriptTag tag) {
    String own = file.etag();
    return own.substring(0, own.length() - 1) + "." + tag.data().get("id") + '"';
  }

  private static HtmlInjector injector(
      HttpServletRequest request, HttpServletResponse response, ScriptTag tag, String type) {
    URI origin = URI.create(request.getScheme() + "://" + request.getHeader("Host"));
    List<String> policies = List.copyOf(response.getHeaders("Content-Security-Policy"));
    Markup markup = type.equals(MediaTypes.XHTML) ? Markup.XHTML : Markup.HTML;
    return new HtmlInjector(tag, markup, ContentPolicy.of(origin, policies));
  }

  private void stream(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ScriptTag tag,
      SiteFile file)
      throws IOException {
    String type = MediaTypes.of(file.real().getFileName().toString());
    SeekableByteChannel channel = files.open(file);
    boolean goesOn = false;
    try {
      response.setStatus(status);
      response.setContentType(PlainFiles.contentType(file, channel));
      HtmlInjector injector = injector(request, response, tag, type);
      StreamedPage page = new StreamedPage(channel, injector);
      response.setContentLengthLong(page.length());
      if (!Reply.isHead(request)) {
        Later.write(request, page);
        goesOn = true;
      }
      noteBlocked(file, injector);
    } finally {
      if (!goesOn) {
        channel.close();
      }
    }
  }

  private void noteBlocked(SiteFile file, HtmlInjector injector) {
    injector
        .policy()
        .blockedBy()
        .ifPresent(directive -> tags.blocked(file.url().value(), directive));
  }
}
