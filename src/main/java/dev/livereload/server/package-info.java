/**
 * HTTP: requests in, files, pages and event streams out. One filter, {@code Guard}, sees every
 * request first; one gate, {@code SiteFiles}, opens every file.
 *
 * <p>May import the root package, {@code stream}, {@code page} and {@code event}; the only importer
 * of Javalin, the servlet API and Jetty.
 */
@NullMarked
package dev.livereload.server;

import org.jspecify.annotations.NullMarked;
