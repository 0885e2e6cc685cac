package dev.livereload.proxy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How often to look at the server behind. Not thread-safe. */
final class Pulse {

  /**
   * Between two looks at a server that answers: so late is a restart noticed that nobody caused.
   */
  static final Duration CALM = Duration.ofSeconds(1);

  /** Between two looks while a restart is likely, or just over. */
  static final Duration HURRIED = Duration.ofMillis(100);

  /**
   * How long a restart is likely after a change: what compiles and restarts a server has begun by
   * then. Less than servers give a connection on which no request comes (Tomcat, 20 s).
   */
  static final Duration HURRY = Duration.ofSeconds(10);

  /** The longest pause between two questions to a server that does not answer. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final InstantSource clock;
  private Instant hurryUntil = Instant.MIN;
  private Duration pause = HURRIED;

  Pulse(InstantSource clock) {
    this.clock = clock;
  }

  /** Says that the server may be restarted now. */
  void hurry() {
    hurryUntil = clock.instant().plus(HURRY);
  }

  boolean isHurried() {
    return clock.instant().isBefore(hurryUntil);
  }

  /** Says that it has stopped answering. */
  void fail() {
    pause = HURRIED;
  }

  /** Returns the time to the next look; each one at a server that is down is longer. */
  Duration pause(boolean down) {
    if (!down) {
      return isHurried() ? HURRIED : CALM;
    }
    Duration now = pause;
    Duration longer = now.multipliedBy(3).dividedBy(2);
    pause = longer.compareTo(PATIENCE) > 0 ? PATIENCE : longer;
    return now;
  }
}
