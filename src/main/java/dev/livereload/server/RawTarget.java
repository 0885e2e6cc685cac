package dev.livereload.server;

import jakarta.servlet.http.HttpServletRequest;

/** The request target as the client sent it, before anybody normalized it. */
final class RawTarget {

  private RawTarget() {}

  static String of(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }
}
