/**
 * What pages have been given, kept on disk so that a later run of the server can tell what a page
 * from an earlier one has missed: {@link dev.livereload.history.Journal}. {@code docs/restart.md}
 * says how that is decided.
 *
 * <p>Comes in: what was served, and each event. Goes out: what has changed since an id. Imports
 * {@code event} alone.
 */
@NullMarked
package dev.livereload.history;

import org.jspecify.annotations.NullMarked;
