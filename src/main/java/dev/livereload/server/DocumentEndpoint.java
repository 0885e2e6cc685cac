package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers a page that asks what it was made of. The bytes go out as no type that a browser shows or
 * runs: the page decodes them as it was decoded itself.
 */
final class DocumentEndpoint {

  private static final String PARAMETER = "of";

  private final ServedDocuments documents;

  DocumentEndpoint(ServedDocuments documents) {
    this.documents = documents;
  }

  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<byte[]> document = documents.of(Query.parameter(request, PARAMETER));
    if (document.isEmpty()) {
      Reply.text(request, response, 404, "There is no such document, or none any more.");
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    Reply.bytes(request, response, 200, "application/octet-stream", document.get());
  }
}
