package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SiteKeyTest {

  @TempDir Path state;
  private final List<Notice> notices = new ArrayList<>();

  private Path site() {
    return state.resolve("new/site");
  }

  private SiteKey key(boolean fresh) {
    return SiteKey.of(Optional.of(site()), "key", fresh, notices::add);
  }

  private Path file() {
    return site().resolve("key");
  }

  @Test
  void isKeptForItsOwnerAlone() throws IOException {
    SiteKey key = key(false);
    assertEquals(key.text(), key(false).text());
    assertEquals("rw-------", rights(file()));
    assertEquals("rwx------", rights(site()));
    try (var files = Files.list(site())) {
      assertEquals(List.of(file()), files.toList());
    }
    assertEquals(List.of(), notices);
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void isMadeAnewWhenAskedFor() {
    SiteKey old = key(false);
    SiteKey fresh = key(true);
    assertNotEquals(old.text(), fresh.text());
    assertEquals(fresh.text(), key(false).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----"})
  void isMadeAnewWhereOthersCouldTouchIt(String rights) throws IOException {
    SiteKey old = key(false);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(rights));
    assertNotEquals(old.text(), key(false).text());
    assertEquals("rw-------", rights(file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "0123456789ABCDEF0123456789ABCDEF", "../../etc/passwd"})
  void isMadeAnewWhereTheFileIsNone(String content) throws IOException {
    key(false);
    Files.writeString(file(), content);
    assertNotEquals(content, key(false).text());
    assertEquals(key(false).text(), key(false).text());
  }

  @Test
  void isNotTakenFromALink() throws IOException {
    SiteKey known = key(false);
    Files.move(file(), state.resolve("elsewhere"));
    Files.createSymbolicLink(file(), state.resolve("elsewhere"));
    assertNotEquals(known.text(), key(false).text());
  }

  @Test
  void lastsForOneStartWhereItCannotBeKept() throws IOException {
    Files.writeString(state.resolve("new"), "a file where a folder should be");
    assertNotEquals(key(false).text(), key(false).text());
    assertEquals(2, notices.size());
  }

  @Test
  void matchesItselfAlone() {
    SiteKey key = SiteKey.random();
    assertTrue(key.matches(key.text()));
    for (String word :
        List.of("", key.text() + "0", key.text().substring(1), SiteKey.random().text(), "\u00e4")) {
      assertFalse(key.matches(word), word);
    }
  }
}
