package dev.livereload.javalin;

import dev.livereload.servlet.LiveReloadConfig;
import dev.livereload.servlet.LiveReloadFilter;
import io.javalin.config.JavalinState;
import io.javalin.plugin.Plugin;
import java.util.function.Consumer;

/**
 * Keeps the open pages of a Javalin application right: what its handlers, templates and static
 * files answer gets the script tag, and {@code /__livereload/} lies below its context path. Begins
 * and ends with its server.
 *
 * <pre>{@code
 * Javalin app =
 *     Javalin.create(
 *         config -> {
 *           config.staticFiles.add(site.toString(), Location.EXTERNAL);
 *           config.registerPlugin(new LiveReloadPlugin(live -> live.watch(site)));
 *           config.routes.get("/hello", ctx -> ctx.html("<h1>Hello"));
 *         });
 * }</pre>
 *
 * <p>It is on where the JVM was started with {@code -Dlivereload.enabled=true}, or {@link
 * LiveReloadConfig#enabled} says so; else it adds nothing.
 */
public final class LiveReloadPlugin extends Plugin<LiveReloadConfig> {

  /**
   * Makes a plugin.
   *
   * @param configure says what is watched, and when
   */
  public LiveReloadPlugin(Consumer<LiveReloadConfig> configure) {
    super(configure, new LiveReloadConfig());
  }

  /** Called by Javalin. */
  @Override
  public void onStart(JavalinState state) {
    if (pluginConfig.isEnabled()) {
      LiveReloadFilter filter = new LiveReloadFilter(pluginConfig);
      // A server that waits for answers before it ends would wait for the streams.
      state.events.serverStopping(filter::destroy);
      state.jetty.modifyServletContextHandler(
          handler ->
              handler.addServletContainerInitializer(
                  (classes, context) -> LiveReloadFilter.addTo(context, filter)));
    }
  }
}
