/**
 * The vocabulary: what the stages of the data path hand to one another, as immutable records.
 *
 * <p>Imports nothing but {@code java.*}. Every other package may import this one.
 */
@NullMarked
package dev.livereload.event;

import org.jspecify.annotations.NullMarked;
