package dev.livereload.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // values | goes out as it is | must not be kept
        "'' | false | false",
        "max-age=60 | false | false",
        "public, max-age=31536000, immutable | true | false",
        "no-cache | true | false",
        "private, No-Store | true | true",
        "max-age=0; no-store | true | true",
        "x-no-store | false | false",
      })
  void whatAnAnswerSaysDecides(String values, boolean kept, boolean noStore) {
    List<String> each = List.of(values.split("; "));

    assertEquals(kept, Freshness.isKept(each));
    assertEquals(noStore, Freshness.isNoStore(each));
  }
}
