package dev.livereload.server;

import dev.livereload.LiveReloadOptions;
import java.util.List;
import java.util.Optional;

/**
 * How an application of another server is kept right.
 *
 * @param context the path that the application begins at, percent-encoded and without a slash at
 *     its end: empty where the origin is its own
 * @param liveReload what is watched; the URL paths of its mounts begin with the context path
 * @param inject whether pages get the script tag
 * @param reloadOnly whether pages are told never to patch
 * @param allowHosts names under which pages may be asked for, besides those of this machine; with a
 *     dot before one, all below it, too
 * @param allowOrigins origins whose pages need no key for the client
 * @param token whether other machines must know a token
 * @param editor the command that opens a source; nothing for the one that the environment names
 */
public record EmbeddingOptions(
    String context,
    LiveReloadOptions liveReload,
    boolean inject,
    boolean reloadOnly,
    List<String> allowHosts,
    List<String> allowOrigins,
    boolean token,
    Optional<String> editor) {

  public EmbeddingOptions {
    allowHosts = List.copyOf(allowHosts);
    allowOrigins = List.copyOf(allowOrigins);
  }
}
