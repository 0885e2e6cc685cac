package dev.livereload.maven;

import dev.livereload.LiveReloadOptions;
import dev.livereload.Range;
import dev.livereload.server.DevServerOptions;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How a server answers: what is the same whatever it serves. */
abstract class ServerParameters extends AbstractMojo {

  // A property without a value.
  private static final String ALONE = "true";

  /**
   * The port; 0 takes any free one. Without it, the first free one from 8080 on.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.port")
  private @Nullable Integer port;

  /**
   * The address to bind. Where other machines reach it, they need the token in the address that is
   * printed. Without it, those of this machine that no other one can reach.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.host")
  private @Nullable String host;

  /**
   * Whether other machines, where they can connect, must have the token. Without it everybody is
   * let in who can connect, which is dangerous.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.token", defaultValue = "true")
  private boolean token;

  /**
   * Whether it speaks TLS, and HTTP/2 with it. The certificate is made on the spot and kept; <code>
   * cert</code> brings another.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.https", defaultValue = "false")
  private boolean https;

  /**
   * The certificate for <code>https</code> in PEM, with those that vouch for it after it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.cert")
  private @Nullable File cert;

  /**
   * The key of that certificate in PEM. Without it, it is in the same file.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.key")
  private @Nullable File key;

  /**
   * Host names under which it answers, too; <code>.name</code> stands for all below one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.allowHost")
  private List<String> allowHost = new ArrayList<>();

  /**
   * Origins, such as <code>http://localhost:3000</code>, whose pages may use the script tag without
   * the key.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.allowOrigin")
  private List<String> allowOrigin = new ArrayList<>();

  /**
   * Whether the key in the script tag for other origins, and the token, are forgotten and made
   * anew.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.newKey", defaultValue = "false")
  private boolean newKey;

  /**
   * Headers of every answer of the site, each as <code>NAME=VALUE</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.header")
  private List<String> header = new ArrayList<>();

  /**
   * The server of the project, such as <code>http://localhost:8081</code>: this one stands before
   * it and serves no folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.proxy")
  private @Nullable String proxy;

  /**
   * The path whose answer below 400 says that the server of the project is ready. Without it, any
   * answer does.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.waitFor")
  private @Nullable String waitFor;

  /**
   * The file that answers a navigation that finds none, relative to the folder; <code>true</code>
   * stands for <code>index.html</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.spa")
  private @Nullable String spa;

  /**
   * The path at which the browser is opened; <code>true</code> stands for the root.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.open")
  private @Nullable String open;

  /**
   * The command that opens a source when a place is clicked in a page. Without it, what <code>
   * LIVERELOAD_EDITOR</code>, <code>VISUAL</code> or <code>EDITOR</code> names in the environment,
   * else a known one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.editor")
  private @Nullable String editor;

  /**
   * Whether a folder without an index is listed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.listing", defaultValue = "false")
  private boolean listing;

  /**
   * Whether pages get the script tag; otherwise they bring it themselves.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.inject", defaultValue = "true")
  private boolean inject;

  /**
   * Whether pages are always reloaded, and never patched.
   *
   * @since 0.1.0
   */
  @Parameter(property = "livereload.reloadOnly", defaultValue = "false")
  private boolean reloadOnly;

  /** Whether there is a server to stand before. */
  final boolean isProxied() {
    return proxy != null;
  }

  /** Returns the page to open in the browser, relative to the site. */
  final Optional<URI> page() throws MojoFailureException {
    if (open == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(open.equals(ALONE) ? "" : open));
    } catch (URISyntaxException e) {
      throw new MojoFailureException(
          "open takes a path as a URL has it, such as /about.html, not " + open + ".");
    }
  }

  /** Returns the options of a server for what is {@code watched}. */
  final DevServerOptions options(LiveReloadOptions watched) throws MojoFailureException {
    DevServerOptions.Builder builder =
        DevServerOptions.builder(watched)
            .listing(listing)
            .inject(inject)
            .reloadOnly(reloadOnly)
            .allowHosts(allowHost)
            .allowOrigins(allowOrigin)
            .newKey(newKey)
            .headers(header)
            .token(token)
            .https(https);
    if (port != null) {
      builder.port(within("port", port, Range.PORT));
    }
    Optional.ofNullable(host).ifPresent(builder::host);
    Optional.ofNullable(editor).ifPresent(builder::editor);
    Optional.ofNullable(proxy).ifPresent(builder::proxy);
    Optional.ofNullable(spa)
        .ifPresent(file -> builder.spa(file.equals(ALONE) ? "index.html" : file));
    if (waitFor != null) {
      builder.waitFor(pathOnServer(waitFor));
    }
    if (cert != null) {
      builder.certificate(cert.toPath(), key == null ? cert.toPath() : key.toPath());
    } else if (key != null) {
      throw new MojoFailureException("key is of the certificate that cert names: set that, too.");
    }
    return builder.build();
  }

  private String pathOnServer(String path) throws MojoFailureException {
    if (proxy == null) {
      throw new MojoFailureException("waitFor is for the server that proxy names: set that, too.");
    }
    if (!DevServerOptions.isPathOnServer(path)) {
      throw new MojoFailureException(
          "waitFor takes a path as a URL has it, such as /health, not " + path + ".");
    }
    return path;
  }

  /** Returns {@code value} where the parameter may be that. */
  static int within(String parameter, int value, Range range) throws MojoFailureException {
    if (!range.contains(value)) {
      throw new MojoFailureException(range.refusal(parameter, value));
    }
    return value;
  }
}
