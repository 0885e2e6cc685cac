package dev.livereload.server;

import dev.livereload.BadFolderException;
import dev.livereload.BadGlobException;
import dev.livereload.LiveReload;
import dev.livereload.LiveReloadListener;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import dev.livereload.page.ContentPolicy;
import dev.livereload.page.Markup;
import dev.livereload.page.ScriptTag;
import dev.livereload.page.TaggedPage;
import dev.livereload.proxy.PassedUrls;
import dev.livereload.server.Guard.Asked;
import dev.livereload.server.Guard.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server's own paths, and what its pages carry, for an application that answers everything
 * else. Needs neither Javalin nor Jetty. Thread-safe; whoever started it closes it.
 *
 * <p>What the application answers is its own affair, whoever asks. At the own paths the rules are
 * those of {@link DevServer}; who could not ask there gets pages without the tag.
 */
public final class Embedding implements AutoCloseable {

  /** Causes that are told, each once; who asks must not fill the log. */
  private static final int MAX_NOTICES = 20;

  // Where it is kept is told to nobody but the log.
  private static final String HELD_UP_CURE = "The log of the application says where it is.";

  private final LiveReload liveReload;
  private final LiveReloadListener listener;
  private final String context;
  private final boolean inject;
  private final SiteKey key;
  private final Access access;
  private final Optional<TokenGate> gate;
  private final String tokenCure;
  private final ServedDocuments documents;
  private final PassedUrls passed = new PassedUrls();
  private final PageTags tags;
  private final OwnRoutes routes;
  private final Set<Notice> noticed = ConcurrentHashMap.newKeySet();

  private Embedding(
      EmbeddingOptions options, Guard guard, LiveReload liveReload, LiveReloadListener listener) {
    this.liveReload = liveReload;
    this.listener = listener;
    this.context = options.context();
    this.inject = options.inject();
    this.key = SiteKey.of(liveReload.stateFolder(), "key", false, listener::noticed);
    this.access = new Access(guard, key);
    this.gate =
        options.token()
            ? Optional.of(TokenGate.of(liveReload.stateFolder(), false, listener::noticed))
            : Optional.empty();
    this.tokenCure = whereTheTokenIs(liveReload.stateFolder());
    this.documents = new ServedDocuments(liveReload.stateFolder(), listener::noticed);
    this.tags = new PageTags(liveReload, listener, options.reloadOnly());
    this.routes =
        new OwnRoutes(
            liveReload, documents, options.editor(), options.liveReload().builds().folder());
    liveReload.divert(new PassedFiles(liveReload, passed, options.context())::changed);
  }

  /**
   * Starts watching. {@link #ready} tells when all is watched.
   *
   * @throws BadAccessException if a host name or an origin that is to be let in is none
   * @throws BadFolderException if a folder is missing, or no folder, or cannot be read
   * @throws BadGlobException if an ignore rule is no glob
   */
  public static Embedding start(EmbeddingOptions options, LiveReloadListener listener)
      throws IOException {
    Allowed allowed = Allowed.parse(options.allowHosts(), options.allowOrigins());
    LiveReload liveReload = LiveReload.start(options.liveReload(), listener);
    return new Embedding(options, new Guard("localhost", allowed), liveReload, listener);
  }

  /** Completes when the folders are watched: a change made after that reaches every page. */
  public CompletableFuture<Void> ready() {
    return liveReload.armed();
  }

  /**
   * Returns the path of the client for pages of another origin. It names the key: whoever knows it
   * can read what changes.
   */
  public String foreignClient() {
    return context + Routes.PREFIX + key.text() + "/" + Routes.CLIENT;
  }

  /**
   * Answers a request at an own path, or one that brings the token of another machine. The answer
   * may go on when this has returned.
   *
   * @return false for every other request, of which nothing is touched
   */
  public boolean answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    if (!Routes.isReserved(path)) {
      return isLetIn(request, response);
    }
    Access.putOnEveryAnswer(response);
    Optional<String> unlocked = access.unlocked(path);
    Asked asked = Access.asked(request, path, hosts(request), unlocked);
    Optional<Refusal> refusal = access.guard().check(asked);
    if (refusal.isPresent()) {
      Access.refuse(request, response, asked, refusal.get());
    } else if (unlocked.isEmpty() && !isNear(request) && isHeldUp(request, response)) {
      return true;
    } else if (request.getMethod().equals("OPTIONS")) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else if (!request.isAsyncSupported()) {
      String cure = "The filter of livereload has to be registered with async-supported.";
      Reply.text(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, cure);
    } else {
      access.share(request, response, asked);
      HttpServletRequest plain = Access.at(unlocked, request);
      routes.answer(unlocked.orElse(path), new ServletExchange(plain, response));
    }
    return true;
  }

  // The container keeps both as they were sent.
  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  private boolean isHeldUp(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return gate.isPresent() && Access.isHeldUp(request, response, gate.get(), HELD_UP_CURE);
  }

  // Any address of the application takes the token. Whoever has none gets its pages all the same.
  private boolean isLetIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean shows =
        gate.isPresent()
            && request.getMethod().equals("GET")
            && gate.get().isInQuery(Access.shown(request))
            && access.guard().checkPassedOn(page(request)).isEmpty();
    return shows && isHeldUp(request, response);
  }

  /**
   * Returns the tag of a page that is asked for from now on; nothing where pages are left alone, or
   * where the client could not ask at the own paths.
   */
  public Optional<ScriptTag> tag(HttpServletRequest request) {
    if (!inject) {
      return Optional.empty();
    }
    Optional<Refusal> refusal = access.guard().checkPassedOn(page(request));
    if (refusal.isPresent()) {
      notice(
          "A page does not update itself: " + refusal.get().message(),
          "Name hosts that are to be let in by allowHosts.");
      return Optional.empty();
    }
    if (gate.isPresent() && !isNear(request) && !gate.get().letsIn(Access.shown(request))) {
      notice("Pages of other machines do not update themselves without the token.", tokenCure);
      return Optional.empty();
    }
    return Optional.of(tags.tag().under(request.getContextPath()));
  }

  // Not the token itself: logs are read, and kept, by others.
  private static String whereTheTokenIs(Optional<Path> kept) {
    return kept.map(folder -> folder.resolve(TokenGate.FILE))
        .filter(Files::isRegularFile)
        .map(
            file ->
                "Open an address of the application there with ?token= and what is in "
                    + file
                    + " once.")
        .orElse("Have it kept by state, in a folder where you can read it.");
  }

  private void notice(String what, String cure) {
    Notice notice = new Notice(what, cure);
    if (noticed.size() < MAX_NOTICES && noticed.add(notice)) {
      listener.noticed(notice);
    }
  }

  /** Begins a page whose header goes out now, with {@code tag} in it. */
  public TaggedPage page(
      HttpServletRequest request,
      ScriptTag tag,
      Markup markup,
      List<String> policies,
      long length) {
    String token = ServedDocuments.newToken();
    String scheme = request.isSecure() ? "https://" : "http://";
    URI site = URI.create(scheme + hosts(request).get(0) + request.getContextPath());
    ContentPolicy policy = ContentPolicy.of(site, policies);
    return new TaggedPage(
        tag, token, markup, policy, length, document -> documents.keep(token, document));
  }

  /**
   * Says that the page that was asked for does not run the client: {@code directive} forbids it.
   */
  public void blocked(HttpServletRequest request, String directive) {
    tags.blocked(request.getRequestURI(), directive);
  }

  /** Says that something other than a page was answered: a changed file may be it. */
  public void passed(HttpServletRequest request, int status) {
    if (status < HttpServletResponse.SC_BAD_REQUEST) {
      String asker = request.getHeader("Referer");
      UrlPath.ROOT
          .resolve(path(request))
          .ifPresent(url -> passed.passed(url, asker == null ? "" : asker));
    }
  }

  private static Asked page(HttpServletRequest request) {
    return Access.asked(request, "/", hosts(request), Optional.empty());
  }

  // Later versions than HTTP/1.1 say it as a part of the address; not every container copies it.
  private static List<String> hosts(HttpServletRequest request) {
    List<String> hosts = Collections.list(request.getHeaders("Host"));
    if (!hosts.isEmpty() || request.getProtocol().startsWith("HTTP/1")) {
      return hosts;
    }
    String name = request.getServerName();
    boolean bare = name.indexOf(':') >= 0 && !name.startsWith("[");
    return List.of((bare ? "[" + name + "]" : name) + ":" + request.getServerPort());
  }

  private static boolean isNear(HttpServletRequest request) {
    return Peer.isThisMachine(request.getRemoteAddr());
  }

  /** Ends the streams, then the watching. Takes less than a second. */
  @Override
  public void close() {
    liveReload.close();
  }
}
