package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.UrlPath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real files: what is asked of them is how the system sees them. */
final class SiteContentsTest {

  private static final UrlPath A = new UrlPath("/a.css");
  private static final UrlPath FOLDER = new UrlPath("/sub/");

  @TempDir Path temp;
  private Path site;
  private SiteContents contents;

  @BeforeEach
  void makeSite() throws IOException {
    site = Files.createDirectory(temp.toRealPath().resolve("site"));
    Files.createDirectory(site.resolve("sub"));
    Files.writeString(site.resolve("a.css"), "a{}");
    Files.writeString(site.resolve("server.key"), "secret");
    Files.writeString(temp.resolve("outside.css"), "x");
    SiteMap map = new SiteMap(List.of(new Mount(UrlPath.ROOT, site)));
    contents = new SiteContents(map, file -> file.endsWith("ignored.css"));
  }

  @Test
  void anotherContentOfTheSameSizeAndTimeHasAnotherHash() throws IOException {
    FileTime time = Files.getLastModifiedTime(site.resolve("a.css"));
    Optional<String> before = contents.hash(A);
    Files.writeString(site.resolve("a.css"), "b{}");
    Files.setLastModifiedTime(site.resolve("a.css"), time);

    assertTrue(before.isPresent());
    assertNotEquals(before, contents.hash(A));
    Files.writeString(site.resolve("a.css"), "a{}");
    assertEquals(before, contents.hash(A));
  }

  @Test
  void aRenamedCopyHasAnotherStampAndTheSameHash() throws IOException {
    Optional<String> hash = contents.hash(A);
    var stamp = contents.stamp(A);
    Path copy = Files.writeString(temp.resolve("copy"), "a{}");
    Files.setLastModifiedTime(copy, Files.getLastModifiedTime(site.resolve("a.css")));
    Files.delete(site.resolve("a.css"));
    Files.move(copy, site.resolve("a.css"));

    assertTrue(stamp.isPresent());
    assertNotEquals(stamp, contents.stamp(A));
    assertEquals(hash, contents.hash(A));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none.css", "/a.css/", "/sub", "/none/", "/server.key", "/a.css/b"})
  void nothingIsWhereNothingIsServed(String url) {
    assertEquals(Optional.empty(), contents.stamp(new UrlPath(url)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none.css", "/none/", "/server.key", "/out.css"})
  void whatIsNotServedIsNotRead(String url) throws IOException {
    Files.createSymbolicLink(site.resolve("out.css"), temp.resolve("outside.css"));

    assertEquals(Optional.empty(), contents.hash(new UrlPath(url)));
    assertEquals(Optional.empty(), contents.stamp(new UrlPath(url)));
  }

  @Test
  void aLinkWithinTheSiteIsWhatItLeadsTo() throws IOException {
    Files.createSymbolicLink(site.resolve("link.css"), site.resolve("a.css"));

    assertEquals(contents.hash(A), contents.hash(new UrlPath("/link.css")));
    assertEquals(contents.stamp(A), contents.stamp(new UrlPath("/link.css")));
  }

  @Test
  void aListingChangesWithTheNamesInItAlone() throws IOException {
    Files.writeString(site.resolve("sub/b"), "b");
    Optional<String> before = contents.hash(FOLDER);
    Files.writeString(site.resolve("sub/b"), "other");
    assertEquals(before, contents.hash(FOLDER));
    assertTrue(contents.stamp(FOLDER).isPresent());

    Files.move(site.resolve("sub/b"), site.resolve("sub/c"));

    assertTrue(before.isPresent());
    assertNotEquals(before, contents.hash(FOLDER));
  }

  @Test
  void namesInAListingAreToldApart() throws IOException {
    Files.writeString(site.resolve("sub/a"), "");
    Files.writeString(site.resolve("sub/b"), "");
    Optional<String> two = contents.hash(FOLDER);
    Files.delete(site.resolve("sub/a"));
    Files.delete(site.resolve("sub/b"));
    Files.writeString(site.resolve("sub/ab"), "");

    assertNotEquals(two, contents.hash(FOLDER));
  }

  @Test
  void aHugeFileHasAStampAlone() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(site.resolve("a.css").toFile(), "rw")) {
      file.setLength(SiteContents.MAX_HASHED + 1);
    }

    assertEquals(Optional.empty(), contents.hash(A));
    assertTrue(contents.stamp(A).isPresent());
  }

  @Test
  void whatTheWatcherIgnoresIsIgnored() {
    assertTrue(contents.ignores(new UrlPath("/sub/ignored.css")));
    assertFalse(contents.ignores(A));
    assertFalse(contents.ignores(new UrlPath("/server.key")));
  }
}
