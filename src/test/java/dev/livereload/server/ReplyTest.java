package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a\"               | true",
        "W/\"a\"             | true",
        "*                   | true",
        "\"b\", \"a\"        | true",
        "\"b\",W/\"a\",\"c\" | true",
        "\"b\",,\"a\",       | true",
        "\"b\"               | false",
        "a                   | false",
        "w/\"a\"             | false",
        "\"a                 | false",
        "**                  | false",
        "\"A\"               | false",
        "``                  | false",
      })
  void aValidatorIsOneOfAList(String header, boolean named) {
    assertEquals(named, Reply.names(header, "\"a\""));
  }
}
