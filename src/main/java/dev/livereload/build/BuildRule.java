package dev.livereload.build;

/**
 * What to build, as it is asked for.
 *
 * @param glob the files whose change starts it
 * @param command for the shell
 */
public record BuildRule(String glob, String command) {}
