package dev.livereload.watch;

/**
 * How much is watched.
 *
 * @param folders those with a known file in them or below
 * @param files those that are known
 */
public record Watched(int folders, int files) {}
