/**
 * Requests in, answers of the server behind this one out: byte for byte, but for the script tag in
 * pages. {@code ReverseProxy} forwards, {@code BackendWatch} knows whether somebody answers there.
 *
 * <p>May import the root package, {@code page} and {@code event}; with {@code server} the only
 * importer of Jetty.
 */
@NullMarked
package dev.livereload.proxy;

import org.jspecify.annotations.NullMarked;
