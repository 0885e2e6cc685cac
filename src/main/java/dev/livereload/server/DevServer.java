package dev.livereload.server;

import dev.livereload.BadFolderException;
import dev.livereload.BadGlobException;
import dev.livereload.LiveReload;
import dev.livereload.LiveReloadListener;
import dev.livereload.SiteMap;
import dev.livereload.event.LiveEvent;
import dev.livereload.proxy.BadUpstreamException;
import dev.livereload.proxy.PageSource;
import dev.livereload.proxy.Upstream;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Serves a site, and keeps every open page of it right. Thread-safe; whoever started it closes it.
 * There may be any number of them in a JVM.
 *
 * <pre>{@code
 * DevServer server =
 *     DevServer.start(
 *         DevServerOptions.builder(LiveReloadOptions.of(site)).port(0).build(),
 *         LiveReloadListener.logging());
 * // From here on, each change reaches every page.
 * server.ready().join();
 * URI address = server.url();
 * }</pre>
 */
public final class DevServer implements AutoCloseable {

  /** The first port that is tried where none is given. */
  public static final int FIRST_PORT = 8080;

  private final LiveReload liveReload;
  private final Optional<Backend> backend;
  private final Javalin app;
  private final URI url;
  private final List<InetAddress> bound;
  private final SiteKey key;
  private final Optional<TokenGate> gate;

  private DevServer(
      LiveReload liveReload,
      Optional<Backend> backend,
      Javalin app,
      URI url,
      List<InetAddress> bound,
      SiteKey key,
      Optional<TokenGate> gate) {
    this.liveReload = liveReload;
    this.backend = backend;
    this.app = app;
    this.url = url;
    this.bound = bound;
    this.key = key;
    this.gate = gate;
  }

  /**
   * Starts the server. It answers when this returns; {@link #ready} tells when it also watches.
   *
   * @throws BadHostException if the host is not one to bind
   * @throws BadAccessException if a host name or an origin that is to be let in is none, or a
   *     header that is to be set
   * @throws BadUpstreamException if the server to proxy is none
   * @throws BadMountException if a folder is to be mounted at a path that is taken
   * @throws BadFolderException if a folder is missing, or no folder, or cannot be read
   * @throws BadCertificateException if the certificate or its key cannot be used
   * @throws PortTakenException if the port, or every one tried, is taken
   * @throws PortForbiddenException if the system keeps the port for its own servers
   * @throws IOException if the address cannot be bound
   * @throws BadGlobException if an ignore rule is no glob
   */
  public static DevServer start(DevServerOptions options, LiveReloadListener listener)
      throws IOException {
    BadMountException.check(options.liveReload().mounts());
    List<InetAddress> addresses = Connectors.addresses(options.host());
    String host = nameOf(options.host(), addresses);
    Guard guard = new Guard(host, Allowed.parse(options.allowHosts(), options.allowOrigins()));
    SiteHeaders headers = SiteHeaders.parse(options.headers());
    Optional<Upstream> upstream = Backend.upstream(options);
    LiveReload liveReload = LiveReload.start(options.liveReload(), listener);
    SiteFiles files = new SiteFiles(new SiteMap(options.liveReload().mounts()));
    ServedDocuments documents = new ServedDocuments(liveReload.stateFolder(), listener::noticed);
    PageTags tags = new PageTags(liveReload, listener, options.reloadOnly());
    Pages pages = new Pages(files, documents, tags);
    PageSource proxied = new ProxiedPages(tags, documents, options.inject());
    Optional<Backend> backend =
        upstream.map(known -> Backend.start(known, options, liveReload, listener, proxied));
    try {
      SiteKey key =
          SiteKey.of(liveReload.stateFolder(), "key", options.newKey(), listener::noticed);
      Optional<TokenGate> gate =
          options.token() && Connectors.areOpen(addresses)
              ? Optional.of(
                  TokenGate.of(liveReload.stateFolder(), options.newKey(), listener::noticed))
              : Optional.empty();
      Predicate<HttpServletRequest> passedOn =
          backend.isPresent() ? new PassedOn(files) : request -> false;
      GuardFilter filter = new GuardFilter(new Access(guard, key), gate, headers, passedOn);
      Optional<Tls> tls =
          options.https()
              ? Optional.of(tls(options, host, addresses, liveReload, listener))
              : Optional.empty();
      Ports ports = new Ports(options.port(), backend.flatMap(Backend::port));
      Javalin app =
          Javalin.create(
              config -> {
                JettySetUp.apply(config, filter, tls, addresses, ports);
                backend.ifPresent(
                    behind -> JettySetUp.apply(config, behind.proxy(), passedOn, gate));
                addRoutes(config, options, liveReload, files, documents, pages, tags);
              });
      app.start();
      URI url = url(options.https(), host, app.port());
      return new DevServer(liveReload, backend, app, url, addresses, key, gate);
    } catch (UncheckedIOException e) {
      close(liveReload, backend);
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      close(liveReload, backend);
      throw e;
    }
  }

  private static void close(LiveReload liveReload, Optional<Backend> backend) {
    backend.ifPresent(Backend::close);
    liveReload.close();
  }

  /**
   * Loads the classes that a start needs, and leaves nothing running. For a program that has
   * something else to do first, to be called on a thread of its own.
   */
  public static void warmUp() {
    GuardFilter guard =
        new GuardFilter(
            new Access(new Guard("localhost", Allowed.NOBODY), SiteKey.random()),
            Optional.empty(),
            SiteHeaders.NONE,
            request -> false);
    Ports any = new Ports(OptionalInt.of(0), Optional.empty());
    Javalin.create(config -> JettySetUp.apply(config, guard, Optional.empty(), List.of(), any))
        .jettyServer()
        .server();
  }

  /** Returns the address of the site. */
  public URI url() {
    return url;
  }

  /**
   * Returns the address of a page, relative to the site's, with the token where one is asked for.
   */
  public URI entrance(URI page) {
    return withToken(url.resolve(page));
  }

  /**
   * Returns where other machines reach the site, with the token where one is asked for; nothing
   * where this machine alone can connect.
   *
   * @throws IOException if the system does not tell its networks
   */
  public List<Address> addresses() throws IOException {
    List<Address> addresses = new ArrayList<>();
    for (Address.Host host : Address.hosts(bound)) {
      addresses.add(
          new Address(
              host.network(),
              withToken(
                  url(
                      url.getScheme().equals("https"),
                      Address.written(host.name()),
                      url.getPort()))));
    }
    return addresses;
  }

  /** Whether whoever connects must have the token. */
  public boolean asksForToken() {
    return gate.isPresent();
  }

  /**
   * Returns the address of the client for pages of another origin and for files that are opened
   * without a server. It names the key of the site: whoever knows it can read what changes.
   */
  public URI foreignClient() {
    return url.resolve(Routes.PREFIX + key.text() + "/" + Routes.CLIENT);
  }

  /** Completes when the folders are watched: a change made after that reaches every page. */
  public CompletableFuture<Void> ready() {
    return liveReload.armed();
  }

  /** Ends the streams, the watching, then the server. Takes less than a second. */
  @Override
  public void close() {
    close(liveReload, backend);
    app.stop();
  }

  private static Tls tls(
      DevServerOptions options,
      String host,
      List<InetAddress> addresses,
      LiveReload liveReload,
      LiveReloadListener listener)
      throws IOException {
    if (options.certificate().isPresent()) {
      Path certificate = options.certificate().get();
      return Tls.read(certificate, options.certificateKey().orElse(certificate));
    }
    List<String> names = new ArrayList<>(options.allowHosts());
    names.add(host);
    for (Address.Host other : Address.hosts(addresses)) {
      names.add(other.name());
    }
    // Where nothing is kept of the site, nothing is kept there of the machine.
    Optional<Path> state = liveReload.stateFolder().flatMap(kept -> options.liveReload().state());
    return Tls.ofMachine(state, names, Instant.now(), listener::noticed);
  }

  private URI withToken(URI address) {
    if (gate.isEmpty()) {
      return address;
    }
    String[] parts = address.toString().split("#", 2);
    return URI.create(
        parts[0]
            + (address.getRawQuery() == null ? "?" : "&")
            + gate.get().parameter()
            + (parts.length == 1 ? "" : "#" + parts[1]));
  }

  // The address that stands for all of a machine is none that a browser asks for.
  private static String nameOf(Optional<String> host, List<InetAddress> addresses) {
    return addresses.stream().anyMatch(InetAddress::isAnyLocalAddress)
        ? "localhost"
        : host.orElse("localhost");
  }

  private static URI url(boolean https, String host, int port) {
    return URI.create(
        (https ? "https://" : "http://")
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + port
            + "/");
  }

  private static void addRoutes(
      JavalinConfig config,
      DevServerOptions options,
      LiveReload liveReload,
      SiteFiles files,
      ServedDocuments documents,
      Pages pages,
      PageTags tags) {
    SiteHandler site =
        new SiteHandler(
            files, liveReload, pages, tags, new Stylesheets(files, liveReload), options);
    OwnRoutes own =
        new OwnRoutes(
            liveReload, documents, options.editor(), options.liveReload().builds().folder());
    // One route for all paths: Javalin tries one after the other. HEAD wants its own, since Javalin
    // would answer 200 wherever a GET route matches. What POST may ask for the guard has judged.
    Handler all =
        context -> {
          Exchange exchange = new JavalinExchange(context);
          // As it was sent, as the guard has judged it: no other path leads to the same place.
          String path = exchange.request().getRequestURI();
          if (own.has(path)) {
            own.answer(path, exchange);
          } else {
            site.handle(exchange.request(), exchange.response());
            Later.begin(exchange);
          }
        };
    config.routes.get("/*", all);
    config.routes.head("/*", all);
    config.routes.post("/*", all);
    config.routes.exception(FileSystemException.class, (e, ctx) -> site.gone(ctx.req(), ctx.res()));
  }

  /** Has every page load anew. */
  public void reloadAll() {
    var unused = liveReload.publish(new LiveEvent.Reload("asked for in the terminal", false));
  }

  /**
   * Keeps back what changes, until it is called with false.
   *
   * @param on whether pages are told of nothing
   */
  public void pause(boolean on) {
    liveReload.pause(on);
  }

  /** Runs every build once more. */
  public void buildAll() {
    liveReload.buildAll();
  }
}
