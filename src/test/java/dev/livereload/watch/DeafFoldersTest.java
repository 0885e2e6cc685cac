package dev.livereload.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeafFoldersTest {

  private final IOException limit = new IOException("User limit of inotify watches reached");

  private final DeafFolders folders = new DeafFolders();

  @Test
  void onlyTheTopmostAreLookedAt() {
    folders.add(Path.of("/s/a"), limit);
    folders.add(Path.of("/s/a/b"), limit);
    folders.add(Path.of("/s/c"), limit);

    assertEquals(Set.of(Path.of("/s/a"), Path.of("/s/c")), folders.tops());
  }

  @Test
  void limitIsToldOnceWithNumberAndCommand() {
    folders.add(Path.of("/s/a"), limit);
    folders.add(Path.of("/s/a/b"), limit);
    folders.add(Path.of("/s/c"), limit);

    String notice = folders.takeNotice().orElseThrow().toString();

    assertTrue(notice.contains("3 folders are looked at"), notice);
    assertTrue(notice.contains("/s/a first"), notice);
    assertTrue(notice.contains("sudo sysctl fs.inotify.max_user_watches=524288"), notice);
    folders.add(Path.of("/s/a/c"), limit);
    assertEquals(Optional.empty(), folders.takeNotice());
  }

  @Test
  void otherReasonsAndRemoteFileSystemsAreNamed() {
    folders.add(Path.of("/s/a"), new IOException("No space left"));
    assertTrue(folders.takeNotice().orElseThrow().what().contains("/s/a (No space left)"));

    folders.addRemote(Path.of("/mnt/x"), "nfs4");
    assertTrue(folders.takeNotice().orElseThrow().what().contains("/mnt/x is on"));

    folders.addWanted(Path.of("/w"));
    assertEquals(Optional.empty(), folders.takeNotice());
  }

  @ParameterizedTest
  @CsvSource({
    "nfs4, true",
    "9p, true",
    "fuse, true",
    "fuse.sshfs, true",
    "fuseblk, false",
    "ext4, false",
    "tmpfs, false",
    "overlay, false",
  })
  void typesTellWhetherOthersWriteThere(String type, boolean remote) {
    assertEquals(remote, DeafFolders.isRemote(type));
  }
}
