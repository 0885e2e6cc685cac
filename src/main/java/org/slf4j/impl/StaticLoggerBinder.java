package org.slf4j.impl;

/**
 * A mark, and no more. Inside Maven 3 the log is Maven's own SLF4J 1.7, which Javalin 7 does not
 * recognize as one: without a class of this name it prints an advertisement for a logger at each
 * start. SLF4J 2 ignores it. The jar has it where only the goals find it: SLF4J 1.7 of an
 * application would take it for the log.
 */
final class StaticLoggerBinder {
  private StaticLoggerBinder() {}
}
