package dev.livereload.server;

import dev.livereload.LiveReloadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the server serves. {@link #builder} has the defaults.
 *
 * @param liveReload what is served and watched
 * @param host the address to bind; nothing for loopback, IPv4 and, where there is one, IPv6
 * @param port the port to bind, 0 for any free one; nothing for the first free one from 8080 on
 * @param spa the file that answers a navigation that finds no file, relative to the site
 * @param listing whether a folder without an index is listed
 * @param inject whether pages get the script tag
 * @param reloadOnly whether pages are told never to patch
 * @param allowHosts names under which the server may be asked, besides those of this machine; with
 *     a dot before one, all below it, too
 * @param allowOrigins origins whose pages need no key for the client
 * @param newKey whether the key and the token of the site are made anew, so that the old ones are
 *     worth nothing
 * @param headers of every answer of the site, each as {@code NAME=VALUE}
 * @param token whether other machines, where they can connect, must know a token
 * @param https whether it speaks TLS, and HTTP/2 with it
 * @param certificate the file of the certificate to show, in PEM; nothing for one made on the spot
 * @param certificateKey the file of its key, in PEM; nothing where it is in the same file
 * @param editor the command that opens a source, with arguments where it wants some; nothing for
 *     the one that the environment names, or a known one
 * @param proxy the address of a server that answers what is not answered here; nothing to answer
 *     all
 * @param waitFor the path whose answer below 400 says that this server is ready
 */
public record DevServerOptions(
    LiveReloadOptions liveReload,
    Optional<String> host,
    OptionalInt port,
    Optional<String> spa,
    boolean listing,
    boolean inject,
    boolean reloadOnly,
    List<String> allowHosts,
    List<String> allowOrigins,
    boolean newKey,
    List<String> headers,
    boolean token,
    boolean https,
    Optional<Path> certificate,
    Optional<Path> certificateKey,
    Optional<String> editor,
    Optional<String> proxy,
    Optional<String> waitFor) {

  public DevServerOptions {
    allowHosts = List.copyOf(allowHosts);
    allowOrigins = List.copyOf(allowOrigins);
    headers = List.copyOf(headers);
    // As in a URL, which is where an IPv6 address is copied from.
    host = host.map(text -> text.matches("\\[.*]") ? text.substring(1, text.length() - 1) : text);
  }

  /** Whether {@code text} is a path as a URL has it, which a server can be asked for. */
  public static boolean isPathOnServer(String text) {
    return text.startsWith("/") && text.matches("[!-~]+");
  }

  /** Returns a builder with the defaults. */
  public static Builder builder(LiveReloadOptions liveReload) {
    return new Builder(liveReload);
  }

  /** Builds options. Not thread-safe. */
  public static final class Builder {

    private final LiveReloadOptions liveReload;
    private Optional<String> host = Optional.empty();
    private OptionalInt port = OptionalInt.empty();
    private Optional<String> spa = Optional.empty();
    private boolean listing;
    private boolean inject = true;
    private boolean reloadOnly;
    private List<String> allowHosts = List.of();
    private List<String> allowOrigins = List.of();
    private boolean newKey;
    private List<String> headers = List.of();
    private boolean token = true;
    private boolean https;
    private Optional<Path> certificate = Optional.empty();
    private Optional<Path> certificateKey = Optional.empty();
    private Optional<String> editor = Optional.empty();
    private Optional<String> proxy = Optional.empty();
    private Optional<String> waitFor = Optional.empty();

    private Builder(LiveReloadOptions liveReload) {
      this.liveReload = liveReload;
    }

    /** Binds this address; where other machines can reach it, each request needs a token. */
    public Builder host(String address) {
      host = Optional.of(address);
      return this;
    }

    /** Binds this port, or any free one for 0. */
    public Builder port(int number) {
      port = OptionalInt.of(number);
      return this;
    }

    /** Answers navigations that find no file with this one, relative to the site. */
    public Builder spa(String file) {
      spa = Optional.of(file);
      return this;
    }

    /** Lists folders that have no index. */
    public Builder listing(boolean on) {
      listing = on;
      return this;
    }

    /** Puts the script tag into pages. */
    public Builder inject(boolean on) {
      inject = on;
      return this;
    }

    /** Has pages reload where they could patch. */
    public Builder reloadOnly(boolean on) {
      reloadOnly = on;
      return this;
    }

    /** Lets the server be asked under these names, too; {@code .name} stands for all below it. */
    public Builder allowHosts(List<String> names) {
      allowHosts = names;
      return this;
    }

    /** Lets pages of exactly these origins use the client without the key. */
    public Builder allowOrigins(List<String> origins) {
      allowOrigins = origins;
      return this;
    }

    /** Puts these on every answer of the site, each as {@code NAME=VALUE}. */
    public Builder headers(List<String> texts) {
      headers = texts;
      return this;
    }

    /** Has other machines show a token. */
    public Builder token(boolean on) {
      token = on;
      return this;
    }

    /** Speaks TLS, by a certificate that is made on the spot where there is no other. */
    public Builder https(boolean on) {
      https = on;
      return this;
    }

    /** Speaks TLS by the certificate in this file, and the key in that one. */
    public Builder certificate(Path file, Path key) {
      https = true;
      certificate = Optional.of(file);
      certificateKey = Optional.of(key);
      return this;
    }

    /** Makes the key and the token of the site anew. */
    public Builder newKey(boolean on) {
      newKey = on;
      return this;
    }

    /** Opens sources by this command, to whose arguments the place is added. */
    public Builder editor(String command) {
      editor = Optional.of(command);
      return this;
    }

    /** Stands before the server at this address, such as {@code http://localhost:3000}. */
    public Builder proxy(String address) {
      proxy = Optional.of(address);
      return this;
    }

    /** Takes that server for ready when it answers this path with less than 400. */
    public Builder waitFor(String path) {
      waitFor = Optional.of(path);
      return this;
    }

    /** Returns the options. */
    public DevServerOptions build() {
      return new DevServerOptions(
          liveReload,
          host,
          port,
          spa,
          listing,
          inject,
          reloadOnly,
          allowHosts,
          allowOrigins,
          newKey,
          headers,
          token,
          https,
          certificate,
          certificateKey,
          editor,
          proxy,
          waitFor);
    }
  }
}
