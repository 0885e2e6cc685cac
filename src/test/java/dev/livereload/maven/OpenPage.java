package dev.livereload.maven;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/** A page that is open: it reads the stream, and asks for what it shows. */
final class OpenPage implements AutoCloseable {

  /** A build may take as long on a loaded machine, where another Maven starts for it. */
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI site;
  private final Stream<String> stream;
  private final Iterator<String> lines;

  OpenPage(URI site) throws IOException, InterruptedException {
    this(site.resolve("/__livereload/events"), site);
  }

  /**
   * Opens a page that has its stream from elsewhere.
   *
   * @param events the stream
   * @param site the server that the page is of
   */
  OpenPage(URI events, URI site) throws IOException, InterruptedException {
    this.site = site;
    HttpRequest request = HttpRequest.newBuilder(events).build();
    this.stream = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    this.lines = stream.iterator();
    await("event: hello");
  }

  /** Waits for a line of the stream with {@code part}, and returns it. */
  String await(String part) {
    StringBuilder seen = new StringBuilder();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.contains(part)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("No line with " + part + " in:\n" + seen);
  }

  /** Waits for the next event of {@code type}, and returns its data. */
  String event(String type) {
    await("event: " + type);
    return await("data: ").replaceFirst("^data: ", "");
  }

  /** Waits until the status says that the build {@code name} is {@code state}. */
  void awaitSource(String name, String state) throws IOException, InterruptedException {
    String wanted = "{\"name\":\"" + name + "\",\"state\":\"" + state + "\"";
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    String status = get("/__livereload/status");
    while (!status.contains(wanted)) {
      assertTrue(System.nanoTime() < deadline, status);
      // Asked again when the next event comes; after seconds without one there is a ping.
      await("event: ");
      status = get("/__livereload/status");
    }
  }

  /** Returns the body of {@code path} as a navigation gets it. */
  String get(String path) throws IOException, InterruptedException {
    return answer(path).body();
  }

  /** Returns the style sheet {@code path} as a page loads it. */
  String style(String path) throws IOException, InterruptedException {
    return answer(path, "text/css", "style").body();
  }

  /** Returns the answer of {@code path} to a navigation. */
  HttpResponse<String> answer(String path) throws IOException, InterruptedException {
    return answer(path, "text/html", "document");
  }

  private HttpResponse<String> answer(String path, String accept, String destination)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(site.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Accept", accept)
            .header("Sec-Fetch-Dest", destination)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    stream.close();
  }
}
