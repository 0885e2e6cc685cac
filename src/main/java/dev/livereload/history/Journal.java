package dev.livereload.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.livereload.event.ContentStamp;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What pages have been given in this run, written down before they get it, so that it outlives a
 * killed server; and the journals of earlier runs, to be read.
 *
 * <p>Thread-safe, except that one thread tells of events, and one asks what was missed. Whoever
 * made it closes it. Where the disk does not take it, it says so once, and then nothing is known of
 * this run: its pages reload once after a restart.
 */
public final class Journal implements AutoCloseable {

  /**
   * Bytes of one journal: a hundred thousand files served, or as many saves. When it is full it is
   * given up.
   */
  static final long MAX_BYTES = 16 * 1024 * 1024;

  private final RunFiles files;
  private final String run;
  private final Present present;
  private final InstantSource clock;
  private final Consumer<Notice> notices;
  private final long maxBytes;

  private final OutputStream out;
  private final AtomicLong bytes = new AtomicLong();
  // What was last written of each URL; also of those that are ignored, to ask that only once.
  private final Map<UrlPath, Optional<ContentStamp>> written = new ConcurrentHashMap<>();
  private final Set<UrlPath> versioned = new HashSet<>();
  private volatile boolean over;

  Journal(
      Path folder,
      String run,
      Present present,
      InstantSource clock,
      Consumer<Notice> notices,
      long maxBytes) {
    this.files = new RunFiles(folder);
    this.run = run;
    this.present = present;
    this.clock = clock;
    this.notices = notices;
    this.maxBytes = maxBytes;
    OutputStream opened = OutputStream.nullOutputStream();
    try {
      opened = files.create(run, clock.instant());
    } catch (IOException e) {
      over = true;
      tellLoss("What pages get cannot be written down in " + folder + ".");
    }
    this.out = opened;
    write(PastRun.first(run) + '\n' + JournalLine.of("event 0"));
  }

  /**
   * Opens the journal of a run.
   *
   * @param folder where the journals of this site lie; made where it is missing
   * @param notices told, once, when it cannot be kept
   */
  public static Journal open(Path folder, String run, Present present, Consumer<Notice> notices) {
    return new Journal(folder, run, present, InstantSource.system(), notices, MAX_BYTES);
  }

  /**
   * Says that a page gets what is at {@code url}, or is told that nothing is. Called before the
   * file is opened, so that what is written is never newer than what the page has. Writes only what
   * is new.
   */
  public void served(UrlPath url, Optional<ContentStamp> stamp) {
    if (over || stamp.equals(written.get(url))) {
      return;
    }
    if (!present.ignores(url)) {
      write(servedLine(url, content(url, stamp)));
    } else if (stamp.isEmpty()) {
      // What is absent has no end, and no limit of the file would be hit.
      return;
    }
    written.put(url, stamp);
  }

  /** Says that an event is about to be told to pages. */
  public void event(long number, LiveEvent event) {
    if (over) {
      return;
    }
    StringBuilder lines = new StringBuilder(JournalLine.of("event " + number));
    if (event instanceof Change change) {
      Stream.of(change.added(), change.removed(), change.updated())
          .flatMap(urls -> urls.stream())
          .filter(url -> written.containsKey(url) && !present.ignores(url))
          .forEach(url -> lines.append(changedLine(number, url)));
    } else if (event instanceof Reload) {
      lines.append(JournalLine.of("reload " + number));
    }
    write(lines.toString());
  }

  /**
   * Returns what has changed on the disk since {@code id}, of all that the pages of its run were
   * given. From then on this run knows of all that, too, so that its own ids can be answered.
   *
   * @param id of this run or an earlier one
   * @return nothing where nobody can tell
   */
  public Optional<Missed> since(EventId id) {
    if (over) {
      return Optional.empty();
    }
    Optional<Map<UrlPath, Known>> past = read(id);
    if (past.isEmpty()) {
      return Optional.empty();
    }
    Map<UrlPath, Known> known = past.get();
    known.keySet().removeIf(present::ignores);
    Map<UrlPath, Optional<ContentStamp>> stamps = new HashMap<>();
    Map<UrlPath, Content> now = new HashMap<>();
    known.forEach(
        (url, had) -> {
          Optional<ContentStamp> stamp = present.stamp(url);
          stamps.put(url, stamp);
          now.put(url, content(url, stamp, had.contents()));
        });
    Change change = Difference.between(known, now);
    Set<UrlPath> old = new HashSet<>(change.added());
    old.addAll(change.updated());
    known.forEach(
        (url, had) -> {
          if (had.changed()) {
            old.add(url);
          }
        });
    if (!id.run().equals(run)) {
      inherit(stamps, now, old);
    }
    return Optional.of(new Missed(change, old));
  }

  private void inherit(
      Map<UrlPath, Optional<ContentStamp>> stamps, Map<UrlPath, Content> now, Set<UrlPath> old) {
    StringBuilder lines = new StringBuilder();
    now.forEach(
        (url, content) -> {
          if (written.putIfAbsent(url, stamps.getOrDefault(url, Optional.empty())) == null) {
            lines.append(servedLine(url, content));
          }
          if (old.contains(url) && versioned.add(url)) {
            lines.append(JournalLine.of("versioned " + url));
          }
        });
    write(lines.toString());
  }

  /** Deletes the journals of other sites where no run has written for {@link RunFiles#AGE}. */
  public void forgetOldSites() {
    try {
      files.deleteOldSites(clock.instant());
    } catch (IOException e) {
      notices.accept(
          new Notice(
              "What is kept of sites that are no longer served cannot be deleted: "
                  + e.getMessage()
                  + ".",
              ""));
    }
  }

  /** Ends it. What has been written stays for the next run. */
  @Override
  public void close() {
    over = true;
    try {
      out.close();
    } catch (IOException e) {
      notices.accept(
          new Notice("What pages got could not be written down: " + e.getMessage() + ".", ""));
    }
  }

  private Optional<Map<UrlPath, Known>> read(EventId id) {
    try (BufferedReader lines = Files.newBufferedReader(files.of(id.run()), ISO_8859_1)) {
      return PastRun.read(lines.lines().iterator(), id);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      notices.accept(
          new Notice("An earlier run of the server cannot be read: " + e.getMessage() + ".", ""));
      return Optional.empty();
    }
  }

  private static String servedLine(UrlPath url, Content content) {
    return JournalLine.of("served " + url + ' ' + content);
  }

  private String changedLine(long number, UrlPath url) {
    Optional<ContentStamp> stamp = present.stamp(url);
    Content content = content(url, stamp);
    written.put(url, stamp);
    return JournalLine.of("changed " + number + ' ' + url + ' ' + content);
  }

  private Content content(UrlPath url, Optional<ContentStamp> stamp) {
    return content(url, stamp, Set.of());
  }

  /** Reads the file only where none of {@code known} says its hash. */
  private Content content(UrlPath url, Optional<ContentStamp> stamp, Set<Content> known) {
    if (stamp.isEmpty()) {
      return Content.ABSENT;
    }
    String token = stamp.get().token();
    Optional<String> hash =
        known.stream()
            .filter(content -> content.looksLike(token))
            .map(Content::hash)
            .findFirst()
            .or(() -> present.hash(url).filter(read -> present.stamp(url).equals(stamp)));
    return Content.of(stamp.get(), clock.instant(), hash);
  }

  // One write to a file that is open for appending: lines of several threads do not mix, and what
  // the system has taken outlives a killed process.
  private void write(String lines) {
    if (over || lines.isEmpty()) {
      return;
    }
    if (bytes.addAndGet(lines.length()) > maxBytes) {
      giveUp("The record of what pages got has grown over " + maxBytes + " bytes.");
      return;
    }
    try {
      out.write(lines.getBytes(ISO_8859_1));
    } catch (IOException e) {
      giveUp("What pages get cannot be written down: " + e.getMessage() + ".");
    }
  }

  // A journal with a gap would hide a change; without one, a page reloads.
  private void giveUp(String what) {
    if (over) {
      return;
    }
    over = true;
    written.clear();
    tellLoss(what);
    try {
      files.delete(run);
    } catch (IOException e) {
      notices.accept(
          new Notice(
              files.of(run) + " is incomplete and cannot be deleted.", "Delete it by hand."));
    }
  }

  private void tellLoss(String what) {
    notices.accept(
        new Notice(what, "After a restart of the server, open pages reload once for that."));
  }
}
