package dev.livereload;

/**
 * What a number may be that a user sets, whichever front door it comes by.
 *
 * @param least the least that it may be
 * @param most the most
 */
public record Range(int least, int most) {

  /** Of a port; 0 stands for any free one. */
  public static final Range PORT = new Range(0, 65_535);

  /** Of the milliseconds without a write that end a save. */
  public static final Range SETTLE_MILLIS = new Range(0, 10_000);

  /** Of the milliseconds between two looks at everything. */
  public static final Range POLL_MILLIS = new Range(10, 60_000);

  /** Of the seconds after which a build is stopped: a day at most. */
  public static final Range BUILD_SECONDS = new Range(1, 86_400);

  /** Whether {@code value} lies in it. */
  public boolean contains(int value) {
    return value >= least && value <= most;
  }

  /** Returns what to say of a value that does not lie in it, for what is called {@code name}. */
  public String refusal(String name, int value) {
    return "%s takes a number from %d to %d, not %d.".formatted(name, least, most, value);
  }
}
