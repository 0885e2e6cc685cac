package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.livereload.watch.ContentIndex.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ContentIndexTest {

  private static final Path ROOT = Path.of("/site").toAbsolutePath();
  private static final FileStamp STAMP = new FileStamp(10, 1, 1, 7);

  private final ContentIndex index = new ContentIndex();

  @BeforeEach
  void fill() {
    for (String file : List.of("a.css", "sub/b.css", "sub/deep/c.css", "sub-x/d.css")) {
      index.put(ROOT.resolve(file), STAMP);
    }
  }

  @Test
  void knowsWhatWasPut() {
    assertEquals(STAMP, index.known(ROOT.resolve("sub/deep/c.css")));
    assertFalse(index.known(ROOT.resolve("sub/deep")).exists());
    assertFalse(index.known(ROOT.resolve("no/such/file")).exists());
    assertEquals(4, index.size());
  }

  @Test
  void absentForgets() {
    index.put(ROOT.resolve("a.css"), FileStamp.ABSENT);

    assertFalse(index.known(ROOT.resolve("a.css")).exists());
    assertEquals(3, index.size());
  }

  @Test
  void aFolderCountsWhileAFileIsInItOrBelow() {
    assertEquals(4, index.foldersBelow(ROOT));
    assertEquals(2, index.foldersBelow(ROOT.resolve("sub")));
    assertEquals(0, index.foldersBelow(ROOT.resolve("none")));
    index.put(ROOT.resolve("sub/b.css"), FileStamp.ABSENT);
    assertEquals(2, index.foldersBelow(ROOT.resolve("sub")));
    index.put(ROOT.resolve("sub/deep/c.css"), FileStamp.ABSENT);
    assertEquals(2, index.foldersBelow(ROOT));
  }

  @Test
  void belowIsTheFolderAloneAndNotItsNeighbours() {
    assertEquals(
        Set.of(ROOT.resolve("sub/b.css"), ROOT.resolve("sub/deep/c.css")),
        Set.copyOf(index.below(ROOT.resolve("sub"))));
    assertEquals(List.of(ROOT.resolve("a.css")), index.below(ROOT.resolve("a.css")));
    assertEquals(List.of(), index.below(ROOT.resolve("none")));
  }

  @Test
  void differencesAreNewGoneAndChanged() {
    List<Entry> scan =
        List.of(
            new Entry(ROOT.resolve("sub/b.css"), STAMP.withHash(FileStamp.NOT_HASHED)),
            new Entry(ROOT.resolve("sub/deep/c.css"), new FileStamp(11, 2, 1, 0)),
            new Entry(ROOT.resolve("sub/new.css"), STAMP));

    assertEquals(
        Set.of(ROOT.resolve("sub/deep/c.css"), ROOT.resolve("sub/new.css")),
        index.differences(ROOT.resolve("sub"), scan));
    assertEquals(
        Set.of(ROOT.resolve("sub/b.css"), ROOT.resolve("sub/deep/c.css")),
        index.differences(ROOT.resolve("sub"), List.of()));
  }
}
