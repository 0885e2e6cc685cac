package dev.livereload.server;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which port to bind.
 *
 * @param given by the user, 0 for any free one; nothing for the first free one from {@link
 *     DevServer#FIRST_PORT} on
 * @param other of a server that this one stands before, and that may only be about to start
 */
record Ports(OptionalInt given, Optional<Integer> other) {}
