package dev.livereload.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeysTest {

  @ParameterizedTest
  @CsvSource({
    "'r\nb\n', reload;build",
    "' r \n\n', reload",
    "'h\n', '  r + Enter  reload;  b + Enter  build'",
    "'rb\n', '  r + Enter  reload;  b + Enter  build'",
    "'', ''",
  })
  void aLetterDoesWhatItSaysAndAnyOtherListsThem(String typed, String done) {
    List<String> all = new ArrayList<>();
    Keys keys =
        new Keys(all::add)
            .with("r", "reload", () -> all.add("reload"))
            .with("b", "build", () -> all.add("build"));

    keys.read(new BufferedReader(new StringReader(typed)));

    assertEquals(done, String.join(";", all));
  }
}
