/**
 * From a change to a build and what came of it: which commands a change starts and when, their
 * processes, what of their output is a problem, and what waits until they are done.
 *
 * <p>May import {@code event}.
 */
@NullMarked
package dev.livereload.build;

import org.jspecify.annotations.NullMarked;
