package dev.livereload.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OldSitesTest {

  private static final Instant BEFORE = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String OWN = "00000000-1111-2222-3333-444444444444";
  private static final String OTHER = "0a1b2c3d-1111-2222-3333-444444444444";

  @TempDir Path state;

  @Test
  void aSiteThatWasLongNotServedIsForgotten() throws IOException {
    Path site = site(OTHER, BEFORE.minus(SECOND), "r1.log", "r2.log", "AbC-_9.base");

    delete();

    assertFalse(Files.exists(site));
  }

  @Test
  void itsSecretsStayForPagesThatNameThem() throws IOException {
    Path site = site(OTHER, BEFORE.minus(SECOND), "r1.log", "AbC-_9.base", "key", "token");
    Files.setLastModifiedTime(site.resolve("key"), FileTime.from(BEFORE));
    age(site, BEFORE.minus(SECOND));

    delete();

    assertFalse(Files.exists(site.resolve("r1.log")));
    assertFalse(Files.exists(site.resolve("AbC-_9.base")));
    assertTrue(Files.exists(site.resolve("key")));
    assertTrue(Files.exists(site.resolve("token")));
  }

  @Test
  void anEmptyFolderToo() throws IOException {
    Path site = site(OTHER, BEFORE.minus(SECOND));

    delete();

    assertFalse(Files.exists(site));
  }

  @Test
  void oneWithAYoungRunKeepsAll() throws IOException {
    Path site = site(OTHER, BEFORE.minus(SECOND), "r1.log", "r2.log");
    Files.setLastModifiedTime(site.resolve("r2.log"), FileTime.from(BEFORE));

    delete();

    assertTrue(Files.exists(site.resolve("r1.log")));
    assertTrue(Files.exists(site.resolve("r2.log")));
  }

  @Test
  void oneThatIsBeingMadeIsLeft() throws IOException {
    Path site = site(OTHER, BEFORE);

    delete();

    assertTrue(Files.exists(site));
  }

  @Test
  void theOwnSiteIsLeft() throws IOException {
    Path site = site(OWN, BEFORE.minus(SECOND), "r1.log");

    delete();

    assertTrue(Files.exists(site.resolve("r1.log")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"notes", "0a1b2c3d", "0A1B2C3D-1111-2222-3333-444444444444", OTHER + "-x"})
  void aFolderOfAnotherNameIsForeign(String name) throws IOException {
    Path site = site(name, BEFORE.minus(SECOND), "r1.log");

    delete();

    assertTrue(Files.exists(site.resolve("r1.log")));
  }

  @ParameterizedTest
  @CsvSource({"notes.txt", "r1.log.bak", "R1.log", ".log", "r 1.log", ".base", "keys"})
  void aFolderWithAForeignFileIsLeftWhole(String name) throws IOException {
    Path site = site(OTHER, BEFORE.minus(SECOND), "r1.log", name);

    delete();

    assertTrue(Files.exists(site.resolve("r1.log")));
    assertTrue(Files.exists(site.resolve(name)));
  }

  @Test
  void aLinkIsNeitherFollowedNorDeleted() throws IOException {
    Path target = site("elsewhere", BEFORE.minus(SECOND), "r1.log");
    Path linked = site(OTHER, BEFORE);
    Files.createSymbolicLink(linked.resolve("r2.log"), target.resolve("r1.log"));
    age(linked, BEFORE.minus(SECOND));
    Path link = state.resolve("0a1b2c3d-5555-2222-3333-444444444444");
    Files.createSymbolicLink(link, target);

    delete();

    assertEquals("r1.log", Files.readString(target.resolve("r1.log")));
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.isSymbolicLink(linked.resolve("r2.log")));
  }

  private void delete() throws IOException {
    OldSites.delete(state.resolve(OWN), BEFORE);
  }

  /** Makes a folder with files that say their names, all last written at {@code time}. */
  private Path site(String name, Instant time, String... files) throws IOException {
    Path site = Files.createDirectories(state.resolve(name));
    for (String file : files) {
      age(Files.writeString(site.resolve(file), file), time);
    }
    return age(site, time);
  }

  private static Path age(Path file, Instant time) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
