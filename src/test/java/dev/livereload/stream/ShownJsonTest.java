package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.EventId;
import dev.livereload.event.Shown;
import dev.livereload.event.Shown.Effect;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ShownJsonTest {

  private static final String START = "{\"tab\":\"0.17\",\"page\":\"/a\",\"effect\":\"patched\"";

  @Test
  void aWholeReportIsRead() throws BadReportException {
    String json =
        "{\"tab\":\"0.17\",\"page\":\"/a%20b/\",\"id\":\"k3x9-7\",\"effect\":\"reloaded\","
            + "\"reason\":\"a.js \u00fc\\n\",\"time\":38.6,\"later\":[{}]}";
    assertEquals(
        new Shown(
            "0.17",
            "/a%20b/",
            new EventId("k3x9", 7),
            Effect.RELOADED,
            "a.js \u00fc\n",
            Duration.ofMillis(39)),
        ShownJson.read(json));
  }

  @Test
  void whatATabNeedNotSayIsNothing() throws BadReportException {
    Shown shown = ShownJson.read(START + "}");
    assertEquals(
        new Shown("0.17", "/a", EventId.UNKNOWN, Effect.PATCHED, "", Duration.ZERO), shown);
    assertEquals(shown, ShownJson.read(START + ",\"id\":\"\",\"reason\":\"\",\"time\":0}"));
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void eachEffectHasItsName(Effect effect) throws BadReportException {
    String json = START.replace("patched", effect.wire()) + "}";
    assertEquals(effect, ShownJson.read(json).effect());
  }

  @Test
  void longTextsAreCutAndLongTimesToo() throws BadReportException {
    String text = "x".repeat(9_999);
    Shown shown =
        ShownJson.read(
            START.replace("/a", "/" + text) + ",\"reason\":\"" + text + "\",\"time\":1e30}");
    assertEquals(ShownJson.MAX_TEXT, shown.page().length());
    assertEquals(ShownJson.MAX_TEXT, shown.reason().length());
    assertTrue(shown.reason().endsWith("x\u2026"));
    assertEquals(Duration.ofMillis(ShownJson.MAX_TIME), shown.time());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | The body is no JSON object: see line 1, character 1.",
        "[] | The body is no JSON object: see line 1, character 2.",
        "{} | The field \"tab\" must be a string.",
        "{\"tab\":1} | The field \"tab\" must be a string.",
        "{\"tab\":null} | The field \"tab\" must be a string.",
        "{\"tab\":\"\"} | The field \"tab\" must be a name of at most 64 letters, digits, dots, hyphens and underscores.",
        "{\"tab\":\"a b\"} | The field \"tab\" must be a name of at most 64 letters, digits, dots, hyphens and underscores.",
        "{\"tab\":\"a\"} | The field \"page\" must be a string.",
        "{\"tab\":\"a\",\"page\":\"a\"} | The field \"page\" must be a path that begins with a slash.",
        "{\"tab\":\"a\",\"page\":\"/\"} | The field \"effect\" must be a string.",
        "{\"tab\":\"a\",\"page\":\"/\",\"effect\":\"PATCHED\"} | The field \"effect\" must be one of connected, nothing, restyled, patched, reloaded, kept, held, closed.",
        "{\"tab\":\"a\",\"page\":\"/\",\"effect\":\"kept\",\"id\":\"x\"} | The field \"id\" must be the id of an event.",
        "{\"tab\":\"a\",\"page\":\"/\",\"effect\":\"kept\",\"id\":7} | The field \"id\" must be a string.",
        "{\"tab\":\"a\",\"page\":\"/\",\"effect\":\"kept\",\"reason\":[]} | The field \"reason\" must be a string.",
        "{\"tab\":\"a\",\"page\":\"/\",\"effect\":\"kept\",\"time\":-1} | The field \"time\" must be a number of milliseconds, not below zero.",
        "{\"tab\":\"a\",\"page\":\"/\",\"effect\":\"kept\",\"time\":\"1\"} | The field \"time\" must be a number of milliseconds, not below zero."
      })
  void whatIsWrongIsSaidWithItsPlace(String json, String sentence) {
    BadReportException bad = assertThrows(BadReportException.class, () -> ShownJson.read(json));
    assertEquals(sentence, bad.getMessage());
  }

  @Test
  void aTabWithALongNameIsRefused() {
    String json = START.replace("0.17", "x".repeat(65)) + "}";
    assertThrows(BadReportException.class, () -> ShownJson.read(json));
  }

  @Test
  void noDepthEndsTheThread() {
    for (String open : new String[] {"[", "{\"a\":"}) {
      String json = START + ",\"x\":" + open.repeat(100_000);
      assertThrows(BadReportException.class, () -> ShownJson.read(json));
    }
  }
}
