package dev.livereload.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many requests within so long, and no more. Thread-safe; time comes in, in nanoseconds. */
final class Rate {

  private final int most;
  private final Duration within;
  private final Deque<Long> taken = new ArrayDeque<>();

  Rate(int most, Duration within) {
    this.most = most;
    this.within = within;
  }

  /** Takes one at {@code now}, or returns false where there have been too many. */
  synchronized boolean take(long now) {
    while (!taken.isEmpty() && now - taken.peekFirst() >= within.toNanos()) {
      taken.removeFirst();
    }
    if (taken.size() >= most) {
      return false;
    }
    taken.addLast(now);
    return true;
  }
}
