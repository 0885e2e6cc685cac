package dev.livereload.proxy;

import java.net.URI;
import java.time.Instant;

/**
 * A server does not answer.
 *
 * @param tried the address that was tried last
 * @param why what came of it, one line for people
 * @param since when it did not answer for the first time
 */
public record Outage(URI tried, String why, Instant since) {}
