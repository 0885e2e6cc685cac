/**
 * What a page is served with: HTML bytes come in and go out with the script tag, style sheet bytes
 * come in and go out with versions on what changed. Pure: no file, no socket, no thread, no clock.
 *
 * <p>Everything works on bytes and by a tokenizer. A document is never decoded, searched with a
 * regular expression, or parsed and written anew, so each byte that is not ours stays as it is.
 *
 * <p>May import {@code event}.
 */
@NullMarked
package dev.livereload.page;

import org.jspecify.annotations.NullMarked;
