package dev.livereload.event;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of an event: which run of the server it belongs to, and the how-manieth it was. On
 * the wire {@code RUN-N}.
 *
 * @param run the name of one run of one server, of letters and digits
 * @param number counts from 0, the moment the server was ready
 */
public record EventId(String run, long number) {

  /** Of no run: a reader that stands there is to be told that it may have missed anything. */
  public static final EventId UNKNOWN = new EventId("0", 0);

  private static final Pattern WIRE = Pattern.compile("([0-9A-Za-z]{1,32})-([0-9]{1,15})");

  /** Returns the id that {@code wire} names, or nothing where it names none. */
  public static Optional<EventId> parse(String wire) {
    Matcher matcher = WIRE.matcher(wire);
    return matcher.matches()
        ? Optional.of(new EventId(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Returns a name for a run that no other run has. */
  public static String newRun() {
    // Of the time, so that runs sort, and of chance, so that two in one millisecond differ.
    return Long.toString(System.currentTimeMillis(), 36)
        + Integer.toString(new SecureRandom().nextInt(36 * 36), 36);
  }

  /** Returns the id of the event after this one. */
  public EventId next() {
    return new EventId(run, number + 1);
  }

  @Override
  public String toString() {
    return run + "-" + number;
  }
}
