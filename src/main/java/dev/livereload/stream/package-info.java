/**
 * From an event to the bytes of each reader: the log of a run, what a returning reader has missed,
 * the fan-out to readers that may be slow, and the words on the wire.
 *
 * <p>May import {@code event}, and {@code com.grack.nanojson} where JSON text is made. Knows no
 * HTTP: the server lends it a {@link dev.livereload.stream.StreamSink} for each reader.
 */
@NullMarked
package dev.livereload.stream;

import org.jspecify.annotations.NullMarked;
