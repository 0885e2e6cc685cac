package dev.livereload.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a-0", "mwwfy6uwfu-12", "Z9-999999999999999"})
  void isReadAsItIsWritten(String wire) {
    assertEquals(wire, EventId.parse(wire).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "a",
        "a-",
        "-1",
        "a--1",
        "a-b-1",
        "a-1x",
        " a-1",
        "a-1 ",
        "a-1\n",
        "a-+1",
        "a_b-1",
        "a-1000000000000000",
        "\u00fc-1",
        "a-\u0661",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1"
      })
  void isNone(String wire) {
    assertEquals(Optional.empty(), EventId.parse(wire));
  }

  @Test
  void theNextOneIsOfTheSameRun() {
    assertEquals(new EventId("a", 8), new EventId("a", 7).next());
  }
}
