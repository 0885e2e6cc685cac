/**
 * Within an application of any servlet container: requests in, pages with the tag out, and the
 * server's own paths. It needs neither Javalin nor Jetty.
 *
 * <p>May import the root package, {@code server}, {@code page} and {@code event}.
 */
@NullMarked
package dev.livereload.servlet;

import org.jspecify.annotations.NullMarked;
