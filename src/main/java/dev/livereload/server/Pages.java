package dev.livereload.server;

import dev.livereload.page.HtmlInjector;
import dev.livereload.page.Navigation;
import dev.livereload.page.ScriptTag;
import dev.livereload.server.InjectedPages.Injected;
import dev.livereload.server.InjectedPages.Wanted;
import dev.livereload.server.SiteFiles.SiteFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Sends documents with the script tag in them. Thread-safe. */
final class Pages {

  /**
   * Largest document that is held in memory, in bytes. A larger one is streamed, and any where too
   * many are held already; its page cannot be patched.
   */
  private static final int IN_MEMORY = 1024 * 1024;

  private final SiteFiles files;
  private final ServedDocuments documents;
  private final InjectedPages injected;
  private final PageTags tags;

  Pages(SiteFiles files, ServedDocuments documents, PageTags tags) {
    this.files = files;
    this.documents = documents;
    this.injected = new InjectedPages(documents);
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
    Injected page = injected.of(Wanted.of(request, response, type, named), document);
    // To our client alone: of the headers of an open page, its scripts can read this one.
    // https://www.w3.org/TR/server-timing/
    page.unsaid()
        .ifPresent(
            unsaid -> response.setHeader("Server-Timing", "livereload;desc=\"" + unsaid + '"'));
    byte[] sent = compressed ? Gzip.compress(response, page.body()) : page.body();
    Reply.bytes(request, response, status, page.contentType(), sent);
    noteBlocked(file, page.blockedBy());
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
    byte[] body = page;
    if (Navigation.wantsDocument(request::getHeader)) {
      // Not for the next run: there is one for each address that anybody asks for in vain.
      String token = ServedDocuments.token(page);
      documents.keep(token, page);
      ScriptTag named = tag.with("base", token);
      body = Wanted.of(request, response, MediaTypes.HTML, tag).injector(named).inject(page);
    }
    Reply.bytes(request, response, status, MediaTypes.HTML + ";charset=utf-8", body);
  }

  // Changes with the file and with the tag: a copy with an older id would be told of changes that
  // its scripts and sheets, which are asked for anew, show already.
  private static String etag(SiteFile file, ScriptTag tag) {
    String own = file.etag();
    return own.substring(0, own.length() - 1) + "." + tag.data().get("id") + '"';
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
      response.setContentType(Charsets.contentType(type, PlainFiles.start(channel)));
      HtmlInjector injector = Wanted.of(request, response, type, tag).injector(tag);
      StreamedPage page = new StreamedPage(channel, injector);
      response.setContentLengthLong(page.length());
      if (!Reply.isHead(request)) {
        Later.write(request, page);
        goesOn = true;
      }
      noteBlocked(file, injector.policy().blockedBy());
    } finally {
      if (!goesOn) {
        channel.close();
      }
    }
  }

  private void noteBlocked(SiteFile file, Optional<String> directive) {
    directive.ifPresent(known -> tags.blocked(file.url().value(), known));
  }
}
