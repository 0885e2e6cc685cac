package dev.livereload.server;

import dev.livereload.LiveReload;
import dev.livereload.LiveReloadListener;
import dev.livereload.event.Notice;
import dev.livereload.proxy.BackendWatch;
import dev.livereload.proxy.BadUpstreamException;
import dev.livereload.proxy.Outage;
import dev.livereload.proxy.PageSource;
import dev.livereload.proxy.ReverseProxy;
import dev.livereload.proxy.Upstream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Joins the server behind this one with the engine: its pages get the tag, and what changes goes to
 * them when it answers. Thread-safe.
 */
final class Backend implements AutoCloseable, BackendWatch.Listener {

  private final LiveReload liveReload;
  private final LiveReloadListener listener;
  private final Upstream upstream;
  private final BackendWatch watch;
  private final ReverseProxy proxy;
  private final PassedFiles passed;

  private Backend(
      Upstream upstream,
      DevServerOptions options,
      LiveReload liveReload,
      LiveReloadListener listener,
      PageSource pages) {
    this.upstream = upstream;
    this.liveReload = liveReload;
    this.listener = listener;
    this.watch = new BackendWatch(upstream, options.waitFor(), this);
    this.proxy = new ReverseProxy(upstream, pages, watch);
    this.passed = new PassedFiles(liveReload, proxy.passed(), "");
  }

  /**
   * Returns the server that {@code options} name, if they name one.
   *
   * @throws BadUpstreamException if it is none
   */
  static Optional<Upstream> upstream(DevServerOptions options) throws BadUpstreamException {
    if (options.proxy().isEmpty()) {
      return Optional.empty();
    }
    Upstream upstream = Upstream.parse(options.proxy().get());
    if (upstream.local() && options.port().orElse(-1) == upstream.port()) {
      throw upstream.isSelf();
    }
    return Optional.of(upstream);
  }

  /** Begins to look at {@code upstream}, and to hold back from pages what it may not show yet. */
  static Backend start(
      Upstream upstream,
      DevServerOptions options,
      LiveReload liveReload,
      LiveReloadListener listener,
      PageSource pages) {
    Backend backend = new Backend(upstream, options, liveReload, listener, pages);
    liveReload.divert(backend.watch::filesChanged);
    backend.watch.start();
    return backend;
  }

  /** Returns the port of this machine that is the other server's. */
  Optional<Integer> port() {
    return upstream.local() ? Optional.of(upstream.port()) : Optional.empty();
  }

  ReverseProxy proxy() {
    return proxy;
  }

  @Override
  public void down(Outage outage) {
    listener.noticed(
        new Notice(
            outage.tried() + " does not answer: " + outage.why() + ".",
            "Start it, or wait: pages go on by themselves as soon as it answers."));
  }

  @Override
  public void changed(List<Path> files) {
    passed.changed(files);
  }

  @Override
  public void back() {
    liveReload.reload(upstream.origin().getRawAuthority() + " answers again", true);
  }

  @Override
  public void close() {
    watch.close();
  }
}
