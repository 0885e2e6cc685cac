package dev.livereload.proxy;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request whose target goes out as it came in. Jetty's own takes what is a URI apart: it would
 * read {@code //a/b} as a host and a path.
 */
final class RawRequest extends HttpRequest {

  private final HttpClient client;
  private final String target;

  RawRequest(HttpClient client, URI origin, String target) {
    super(client, new HttpConversation(), origin);
    this.client = client;
    this.target = target;
  }

  @Override
  protected HttpRequest copyInstance(URI origin) {
    return new RawRequest(client, origin, target);
  }

  @Override
  public String getPath() {
    return target;
  }

  // It is in the path already.
  @Override
  public @Nullable String getQuery() {
    return null;
  }
}
