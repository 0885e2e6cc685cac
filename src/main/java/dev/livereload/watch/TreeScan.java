package dev.livereload.watch;

import dev.livereload.watch.ContentIndex.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is watched at and below one path, at one moment.
 *
 * @param start where the walk began
 * @param files the regular files; a link to one counts as it
 * @param links what is a link, with the file it ends at
 * @param unreadable what could not be looked into, and why
 */
record TreeScan(
    Path start, List<Entry> files, Map<Path, Path> links, Map<Path, IOException> unreadable) {

  /** Looks at everything. Takes about 5 ms for 1,000 files; not for the engine's thread. */
  static TreeScan of(Path start, IgnoreRules rules, Disk disk) throws IOException {
    List<Entry> files = new ArrayList<>();
    Map<Path, Path> links = new HashMap<>();
    Map<Path, IOException> unreadable = new TreeMap<>();
    TreeWalk.walk(
        start,
        rules,
        new TreeWalk.Visitor() {
          @Override
          public void folder(Path folder) {}

          @Override
          public void file(Path file, BasicFileAttributes attributes) {
            FileStamp stamp = FileStamp.of(attributes);
            if (attributes.isSymbolicLink()) {
              stamp = disk.stamp(file);
              Links.target(file).ifPresent(target -> links.put(file, target));
            }
            if (stamp.exists()) {
              files.add(new Entry(file, stamp));
            }
          }

          @Override
          public void unreadable(Path path, IOException reason) {
            unreadable.put(path, reason);
          }
        });
    return new TreeScan(start, files, links, unreadable);
  }
}
