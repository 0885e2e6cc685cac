package dev.livereload.servlet;

import dev.livereload.page.ScriptTag;
import dev.livereload.page.TaggedPage;
import dev.livereload.server.Embedding;
import dev.livereload.server.EmbeddingOptions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the open pages of an application right, in any container of Jakarta Servlet 6: puts the
 * script tag into its pages, and answers at {@code /__livereload/} below its context path. Begins
 * and ends with the application. Thread-safe.
 *
 * <p>It stands before every other filter, for requests, errors and what goes on asynchronously.
 * {@link #addTo} sees to that:
 *
 * <pre>{@code
 * LiveReloadFilter.addTo(context, live -> live.watch(Path.of("target/classes")));
 * }</pre>
 *
 * <p>It is on where the JVM was started with {@code -Dlivereload.enabled=true}, or {@link
 * LiveReloadConfig#enabled} says so.
 */
public final class LiveReloadFilter implements Filter {

  private static final String PAGE = PageResponse.class.getName();

  private final LiveReloadConfig config;
  private volatile @Nullable Embedding live;

  /** Makes a filter for a {@code web.xml}, which says what it wants by {@link InitParameters}. */
  public LiveReloadFilter() {
    this(new LiveReloadConfig());
  }

  /**
   * Makes a filter.
   *
   * @param config not to be changed after that
   */
  public LiveReloadFilter(LiveReloadConfig config) {
    this.config = config;
  }

  /**
   * Adds a filter to an application that is being started, if it is turned on.
   *
   * @param context whose application has not begun yet
   * @throws IllegalStateException if it has begun, or has such a filter already
   */
  public static void addTo(ServletContext context, Consumer<LiveReloadConfig> configure) {
    LiveReloadConfig config = new LiveReloadConfig();
    configure.accept(config);
    addTo(context, new LiveReloadFilter(config));
  }

  /**
   * Does the same with a filter that was made before.
   *
   * @throws IllegalStateException if the application has begun, or has such a filter already
   */
  public static void addTo(ServletContext context, LiveReloadFilter filter) {
    if (!filter.config.isEnabled()) {
      return;
    }
    FilterRegistration.@Nullable Dynamic added = context.addFilter("livereload", filter);
    if (added == null) {
      throw new IllegalStateException("The application has a filter called livereload already.");
    }
    added.setAsyncSupported(true);
    EnumSet<DispatcherType> all =
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    added.addMappingForUrlPatterns(all, false, "/*");
  }

  /**
   * Called by the container.
   *
   * @throws ServletException if a folder cannot be watched, or anything else is not as it must be
   */
  @Override
  public void init(FilterConfig of) throws ServletException {
    InitParameters.apply(of, config);
    if (!config.isEnabled()) {
      return;
    }
    try {
      ServletContext application = of.getServletContext();
      EmbeddingOptions options = config.options(application.getContextPath());
      live = Embedding.start(options, config.listener());
      application.log("livereload: open pages follow what changes in " + watched(options) + ".");
    } catch (IOException | IllegalStateException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  private static String watched(EmbeddingOptions options) {
    return options.liveReload().watch().stream()
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Completes when the folders are watched; at once where it is off. */
  public CompletableFuture<Void> ready() {
    Embedding begun = live;
    return begun == null ? CompletableFuture.completedFuture(null) : begun.ready();
  }

  /**
   * Returns the path of the client for pages of another origin; nothing where it is off. It names
   * the key of the application: whoever knows it can read what changes.
   */
  public Optional<String> foreignClient() {
    return Optional.ofNullable(live).map(Embedding::foreignClient);
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    Embedding begun = live;
    if (begun == null
        || !(anyRequest instanceof HttpServletRequest request)
        || !(anyResponse instanceof HttpServletResponse response)) {
      chain.doFilter(anyRequest, anyResponse);
      return;
    }
    boolean own =
        request.getDispatcherType() == DispatcherType.REQUEST && begun.answer(request, response);
    if (!own) {
      goOn(begun, request, response, chain);
    }
  }

  private static void goOn(
      Embedding live, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean reads = request.getMethod().equals("GET") && request.getHeader("Upgrade") == null;
    Optional<PageResponse> begun = pageOf(request, response);
    if (begun.isPresent()) {
      chain.doFilter(request, response);
      finish(request, begun.get());
      return;
    }
    Optional<ScriptTag> tag =
        TaggedPage.isWanted(request.getMethod(), request::getHeader)
            ? live.tag(request)
            : Optional.empty();
    if (tag.isPresent()) {
      PageResponse page = new PageResponse(live, request, response, tag.get());
      request.setAttribute(PAGE, page);
      HttpServletRequest asked = new PageRequest(request, page);
      chain.doFilter(asked, page);
      finish(asked, page);
    } else if (reads) {
      chain.doFilter(request, new FreshResponse(response));
      live.passed(request, response.getStatus());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void finish(HttpServletRequest request, PageResponse page) throws IOException {
    if (!request.isAsyncStarted()) {
      page.finish();
    }
  }

  // The answer that an earlier pass of the same request has begun, if this is it.
  private static Optional<PageResponse> pageOf(
      HttpServletRequest request, HttpServletResponse response) {
    boolean begun =
        response instanceof PageResponse
            || (response instanceof ServletResponseWrapper wrapper
                && wrapper.isWrapperFor(PageResponse.class));
    return begun && request.getAttribute(PAGE) instanceof PageResponse page
        ? Optional.of(page)
        : Optional.empty();
  }

  /**
   * Called by the container: ends the streams and the watching. From then on each request is handed
   * on. A program that waits for answers before it ends its container calls it first.
   */
  @Override
  public void destroy() {
    Embedding begun = live;
    live = null;
    if (begun != null) {
      begun.close();
    }
  }
}
