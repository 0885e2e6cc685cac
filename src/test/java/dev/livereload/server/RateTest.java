package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void onlySoManyAreLetThroughWithinTheTime() {
    Rate rate = new Rate(2, Duration.ofSeconds(1));

    assertTrue(rate.take(0));
    assertTrue(rate.take(SECOND / 2));
    assertFalse(rate.take(SECOND - 1));
    assertTrue(rate.take(SECOND));
    assertFalse(rate.take(SECOND + 1));
    assertTrue(rate.take(SECOND + SECOND / 2));
  }
}
