/**
 * The engine: joins the stages of the data path and knows no HTTP. In come folders to watch, out go
 * events to whoever subscribes.
 *
 * <p>May import {@code event}, {@code watch}, {@code stream} and {@code history}.
 */
@NullMarked
package dev.livereload;

import org.jspecify.annotations.NullMarked;
