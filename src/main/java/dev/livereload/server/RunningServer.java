package dev.livereload.server;

import dev.livereload.UserErrorException;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.proxy.AnyCertificate;
import dev.livereload.proxy.BadUpstreamException;
import dev.livereload.proxy.Upstream;
import dev.livereload.stream.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A server that runs already, to which a build reports what it does. Thread-safe. */
public final class RunningServer {

  /** A server on the same machine answers within milliseconds, and a build waits for nothing. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final URI publish;
  private final Optional<String> token;
  private final HttpClient client;

  private RunningServer(URI publish, Optional<String> token, HttpClient client) {
    this.publish = publish;
    this.token = token;
    this.client = client;
  }

  /** What is given as the address of a server is none. */
  public static final class BadAddressException extends UserErrorException {

    private static final long serialVersionUID = 1;

    BadAddressException(String address) {
      super(
          new Notice(
              "\"" + address + "\" names no server.",
              "Name one as it is printed when it starts, such as http://localhost:8080."));
    }
  }

  /** A server answers, and does not take a report. */
  public static final class RefusedException extends UserErrorException {

    private static final long serialVersionUID = 1;

    RefusedException(URI server, int status, String sentence) {
      super(
          new Notice(
              "The server at " + server + " does not take the report (" + status + ").",
              sentence.strip()));
    }
  }

  /**
   * Names a server.
   *
   * @param address such as {@code http://localhost:8080}; a number alone is a port of this machine
   * @param token that it asks for where other machines can connect
   * @throws BadAddressException if that names no server
   */
  public static RunningServer at(String address, Optional<String> token)
      throws BadAddressException {
    Upstream server = server(address);
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT);
    if (server.local() && server.secure()) {
      client.sslContext(AnyCertificate.context());
    }
    return new RunningServer(server.origin().resolve(Routes.PUBLISH), token, client.build());
  }

  private static Upstream server(String address) throws BadAddressException {
    try {
      return Upstream.parse(address);
    } catch (BadUpstreamException e) {
      throw new BadAddressException(address);
    }
  }

  /**
   * Reports {@code event}, and waits until it has its id.
   *
   * @throws RefusedException if the server does not take it
   * @throws IOException if no server answers
   */
  public void report(LiveEvent event) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(publish)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(EventJson.report(event)));
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new RefusedException(publish.resolve("/"), answer.statusCode(), answer.body());
    }
  }
}
