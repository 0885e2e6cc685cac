package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The query of a request, of values that need no encoding. */
final class Query {

  private Query() {}

  /** Returns the first value called {@code name}, as it was sent; empty where there is none. */
  static String parameter(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    // A query that cannot be decoded is no reason to fail.
    for (String pair : query == null ? List.<String>of() : List.of(query.split("&", -1))) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }
}
