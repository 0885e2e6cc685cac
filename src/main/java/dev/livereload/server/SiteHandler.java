package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.event.UrlPath;
import dev.livereload.page.Navigation;
import dev.livereload.page.ScriptTag;
import dev.livereload.server.SiteFiles.Entry;
import dev.livereload.server.SiteFiles.SiteFile;
import dev.livereload.server.SiteFiles.SiteFolder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers for every path that is not the server's own: decides what a path means. Thread-safe. */
final class SiteHandler {

  private static final List<String> INDEXES = List.of("index.html", "index.htm", "index.xhtml");
  private static final String NOT_FOUND_PAGE = "404.html";

  private final SiteFiles files;
  private final PlainFiles plain;
  private final LiveReload liveReload;
  private final Pages pages;
  private final PageTags tags;
  private final Stylesheets sheets;
  private final OwnPages ownPages = new OwnPages();
  private final boolean inject;
  private final boolean listing;
  private final @Nullable RequestPath spa;

  SiteHandler(
      SiteFiles files,
      LiveReload liveReload,
      Pages pages,
      PageTags tags,
      Stylesheets sheets,
      DevServerOptions options) {
    this.liveReload = liveReload;
    this.files = files;
    this.plain = new PlainFiles(files);
    this.pages = pages;
    this.tags = tags;
    this.sheets = sheets;
    this.inject = options.inject();
    this.listing = options.listing();
    this.spa = options.spa().map(SiteHandler::pathOfFile).orElse(null);
  }

  void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // Before the look at the disk, see PageTags.
    ScriptTag tag = tags.tag();
    RequestPath path = path(RawTarget.of(request));
    Optional<Entry> entry = isReserved(path) ? Optional.empty() : files.find(path);
    if (entry.isPresent() && entry.get() instanceof SiteFile file) {
      send(request, response, HttpServletResponse.SC_OK, tag, file);
    } else if (entry.isPresent() && entry.get() instanceof SiteFolder folder) {
      sendFolder(request, response, tag, path, folder);
    } else {
      sendAbsent(request, response, tag, path);
    }
  }

  /** Answers where a file was found, and is another or none when it is opened. */
  void gone(HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      return;
    }
    response.reset();
    Access.putOnEveryAnswer(response);
    try {
      Reply.text(request, response, HttpServletResponse.SC_NOT_FOUND, "There is no such file.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sendFolder(
      HttpServletRequest request,
      HttpServletResponse response,
      ScriptTag tag,
      RequestPath path,
      SiteFolder folder)
      throws IOException {
    if (!path.endsInSlash()) {
      redirect(request, response, folder.url());
      return;
    }
    Optional<SiteFile> index = index(folder);
    if (index.isPresent()) {
      send(request, response, HttpServletResponse.SC_OK, tag, index.get());
    } else if (listing) {
      liveReload.servedListing(folder.url());
      byte[] page = ownPages.listing(folder, files.list(folder));
      pages.send(request, response, HttpServletResponse.SC_OK, tag.with("listing", ""), page);
    } else {
      sendAbsent(request, response, tag, path);
    }
  }

  private Optional<SiteFile> index(SiteFolder folder) {
    return INDEXES.stream()
        .flatMap(name -> files.find(folder, name).stream())
        .filter(SiteFile.class::isInstance)
        .map(SiteFile.class::cast)
        .findFirst();
  }

  private void sendAbsent(
      HttpServletRequest request, HttpServletResponse response, ScriptTag tag, RequestPath path)
      throws IOException {
    int status = HttpServletResponse.SC_NOT_FOUND;
    if (!isReserved(path)) {
      // Either would answer here, were it there.
      liveReload.served(path.url(), Optional.empty());
      liveReload.served(path.url().child(INDEXES.get(0)), Optional.empty());
    }
    if (!isForPeople(request) || isReserved(path)) {
      Reply.text(request, response, status, "There is no such file.");
      return;
    }
    Optional<SiteFile> app = spa == null || !wantsHtml(request) ? Optional.empty() : file(spa);
    RequestPath notFound = pathOfFile(NOT_FOUND_PAGE);
    Optional<SiteFile> own404 = file(notFound);
    if (app.isPresent()) {
      send(request, response, HttpServletResponse.SC_OK, tag, app.get());
    } else if (own404.isPresent()) {
      send(request, response, status, tag, own404.get());
    } else {
      String name = RequestPath.decoded(path.url());
      byte[] page =
          ownPages.message(
              "There is no " + name, "This page appears by itself as soon as the file is there.");
      // It gives way to the site's own as soon as there is one.
      liveReload.served(notFound.url(), Optional.empty());
      pages.send(request, response, status, tag.with("page", notFound.url().value()), page);
    }
  }

  private void send(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ScriptTag tag,
      SiteFile file)
      throws IOException {
    liveReload.served(file.url(), Optional.of(file.state()));
    String type = MediaTypes.of(file.real().getFileName().toString());
    boolean document = MediaTypes.isDocument(type);
    if (document && inject && Navigation.wantsDocument(request::getHeader)) {
      pages.send(request, response, status, tag, file);
    } else if (!type.equals(MediaTypes.CSS) || !sheets.send(request, response, file)) {
      response.setStatus(status);
      plain.send(request, response, file);
    }
  }

  // A path only, so that it can never lead to another host; not for ever, since folders come and
  // go.
  private static void redirect(
      HttpServletRequest request, HttpServletResponse response, UrlPath folder) {
    String query = request.getQueryString();
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", folder + "/" + (query == null ? "" : "?" + query));
    response.setHeader("Cache-Control", "no-cache");
    response.setContentType(null);
    response.setContentLength(0);
  }

  // Somebody will look at the answer, now or after a script has asked on their behalf, as our
  // client does before it reloads: so it counts that HTML is wanted, not what for.
  private static boolean wantsHtml(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null
        && accept.contains("text/html")
        && Navigation.wantsDocument(
            name -> name.equals("Sec-Fetch-Dest") ? null : request.getHeader(name));
  }

  // A program that says nothing about itself gets what a person would.
  private static boolean isForPeople(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    boolean saysNothing =
        (accept == null || accept.equals("*/*")) && request.getHeader("Sec-Fetch-Dest") == null;
    return wantsHtml(request) || (saysNothing && Navigation.wantsDocument(request::getHeader));
  }

  // It is named as in the file system, not as in a URL.
  private static RequestPath pathOfFile(String name) {
    return path(UrlPath.ROOT.resolve(Path.of(name)).value());
  }

  private Optional<SiteFile> file(RequestPath path) {
    Optional<Entry> entry = files.find(path);
    return entry.filter(SiteFile.class::isInstance).map(SiteFile.class::cast);
  }

  private static boolean isReserved(RequestPath path) {
    return Routes.isReserved(path.url().value() + "/");
  }

  private static RequestPath path(String target) {
    try {
      return RequestPath.parse(target);
    } catch (RequestPath.BadTargetException e) {
      // The guard has let only good ones through.
      throw new IllegalStateException(e);
    }
  }
}
