/**
 * The command line: arguments in, lines and an exit code out.
 *
 * <p>May import the root package and {@code server}; the only importer of picocli, and the only one
 * that prints or exits.
 */
@NullMarked
package dev.livereload.cli;

import org.jspecify.annotations.NullMarked;
