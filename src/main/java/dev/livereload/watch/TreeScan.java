package dev.livereload.watch;

import dev.livereload.watch.ContentIndex.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is watched at and below one path, at one moment. Links to files and to folders are
 * followed; links in a folder that was reached by a link lead on to files only.
 *
 * @param start where the walk began
 * @param files the regular files
 * @param links what is a link, with what it ends at
 * @param unreadable what could not be looked into, and why
 */
record TreeScan(
    Path start, List<Entry> files, Map<Path, Path> links, Map<Path, IOException> unreadable) {

  /** Looks at everything. Takes about 5 ms for 1,000 files; not for the engine's thread. */
  static TreeScan of(Path start, IgnoreRules rules, Disk disk) throws IOException {
    TreeScan scan = new TreeScan(start, new ArrayList<>(), new HashMap<>(), new TreeMap<>());
    Map<Path, Path> folderLinks = new TreeMap<>();
    TreeWalk.walk(start, start, rules, scan.new Collector(disk, folderLinks));
    Map<Path, Path> tooFar = new HashMap<>();
    for (Map.Entry<Path, Path> link : folderLinks.entrySet()) {
      scan.links.put(link.getKey(), link.getValue());
      TreeWalk.walk(link.getValue(), link.getKey(), rules, scan.new Collector(disk, tooFar));
    }
    return scan;
  }

  private final class Collector implements TreeWalk.Visitor {

    private final Disk disk;
    private final Map<Path, Path> folderLinks;

    Collector(Disk disk, Map<Path, Path> folderLinks) {
      this.disk = disk;
      this.folderLinks = folderLinks;
    }

    @Override
    public void folder(Path folder) {}

    @Override
    public void file(Path file, BasicFileAttributes attributes) {
      if (attributes.isSymbolicLink()) {
        link(file);
      } else {
        add(file, FileStamp.of(attributes));
      }
    }

    @Override
    public void unreadable(Path path, IOException reason) {
      unreadable.put(path, reason);
    }

    private void link(Path link) {
      Optional<Path> target = Links.target(link);
      if (target.filter(Files::isDirectory).isPresent()) {
        folderLinks.put(link, target.get());
      } else if (target.isPresent()) {
        links.put(link, target.get());
        add(link, disk.stamp(link));
      }
    }

    private void add(Path file, FileStamp stamp) {
      if (stamp.exists()) {
        files.add(new Entry(file, stamp));
      }
    }
  }
}
