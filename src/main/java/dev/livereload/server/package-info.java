/**
 * HTTP: requests in, files, pages and event streams out. One filter, {@code Guard}, sees every
 * request first; one gate, {@code SiteFiles}, opens every file. What {@code Embedding} reaches does
 * without Javalin and Jetty, for applications in other containers.
 *
 * <p>May import the root package, {@code stream}, {@code page}, {@code proxy} and {@code event}.
 * Javalin, the servlet API and Jetty have a door here.
 */
@NullMarked
package dev.livereload.server;

import org.jspecify.annotations.NullMarked;
