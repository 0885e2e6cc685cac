package dev.livereload.server;

import dev.livereload.event.Problem.Place;
import dev.livereload.stream.OpenJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Opens a source in the user's editor, for a page of the site. What is opened lies in a watched
 * folder, by its real path; the editor is the user's choice alone.
 */
final class OpenEndpoint {

  /** Octets of a request. */
  static final int MAX_BYTES = 16 * 1024;

  /** Editors that are started in {@link #WITHIN}: a person clicks less often. */
  static final int MAX_OPENED = 10;

  private static final Duration WITHIN = Duration.ofSeconds(10);

  private static final int TOO_MANY_REQUESTS = 429;

  private final Path folder;
  private final List<Path> folders;
  private final Editor editor;
  private final PostedText posted;
  private final Rate rate = new Rate(MAX_OPENED, WITHIN);

  /**
   * @param folder from which relative names are told
   * @param folders in which a file may lie, real paths
   */
  OpenEndpoint(Path folder, List<Path> folders, Editor editor, PostedText posted) {
    this.folder = folder;
    this.folders = List.copyOf(folders);
    this.editor = editor;
    this.posted = posted;
  }

  void take(Exchange exchange) throws IOException {
    if (exchange.request().getHeader("Origin") == null) {
      // A program that may start others needs no server for that.
      String sentence = "Only pages of this server have a source opened.";
      Reply.text(exchange.request(), exchange.response(), 403, sentence);
      return;
    }
    posted.take(
        exchange,
        PostedText.OF_PAGES,
        MAX_BYTES,
        body -> CompletableFuture.completedFuture(OpenJson.read(body)),
        this::open);
  }

  private void open(HttpServletRequest request, HttpServletResponse response, Place place)
      throws IOException {
    Optional<Path> file = find(place.file());
    if (file.isEmpty()) {
      Reply.text(request, response, 404, "There is no such file in a watched folder.");
      return;
    }
    Optional<List<String>> command = editor.command(file.get(), place);
    if (command.isEmpty()) {
      Reply.text(
          request,
          response,
          503,
          "There is no editor. Name one with --editor, or in the environment as LIVERELOAD_EDITOR.");
      return;
    }
    if (!rate.take(System.nanoTime())) {
      Reply.text(request, response, TOO_MANY_REQUESTS, "Too many files were opened just now.");
      return;
    }
    start(request, response, command.get());
  }

  private void start(HttpServletRequest request, HttpServletResponse response, List<String> command)
      throws IOException {
    try {
      new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .getOutputStream()
          .close();
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } catch (IOException e) {
      Reply.text(request, response, 503, "The editor " + command.get(0) + " could not be started.");
    }
  }

  private Optional<Path> find(String name) {
    try {
      Path real = folder.resolve(name).toRealPath();
      boolean watched = folders.stream().anyMatch(real::startsWith);
      return watched && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      // Absent, or no name that this system can have.
      return Optional.empty();
    }
  }
}
