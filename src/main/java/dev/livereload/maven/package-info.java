/**
 * The Maven goals: parameters in, a running server out.
 *
 * <p>May import the root package and {@code server}; the only importer of {@code org.apache.maven}.
 */
@NullMarked
package dev.livereload.maven;

import org.jspecify.annotations.NullMarked;
