package dev.livereload;

import dev.livereload.event.ContentStamp;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.UrlPath;
import dev.livereload.history.Journal;
import dev.livereload.history.Missed;
import dev.livereload.history.Present;
import dev.livereload.stream.CatchUp;
import dev.livereload.stream.EventLog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Answers for ids that the log knows nothing of, from the journals. Thread-safe; looks at files on
 * a thread of its own.
 */
final class History implements CatchUp, AutoCloseable {

  private final Journal journal;
  private final Present present;
  private final EventLog log;
  private final BiConsumer<Set<UrlPath>, EventId> versioned;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "livereload-history");
            daemon.setDaemon(true);
            return daemon;
          });

  /** Answers kept; reached only by readers that make ids up. Then all are looked for again. */
  private static final int MAX_ANSWERS = 1_000;

  // Many tabs come back at once with few ids. Right until the next event: a change since this look
  // is one. Touched by the thread alone.
  private final Map<EventId, Optional<Past>> answers = new HashMap<>();
  private EventId answersUntil;

  private History(
      Journal journal, Present present, EventLog log, BiConsumer<Set<UrlPath>, EventId> versioned) {
    this.journal = journal;
    this.present = present;
    this.log = log;
    this.versioned = versioned;
    this.answersUntil = log.last();
  }

  /**
   * Opens the history of a site.
   *
   * @param state where programs keep such things
   * @param versioned told what a style sheet must name with a version from now on
   * @return nothing where it would lie in the site
   */
  static Optional<History> open(
      Path state,
      SiteMap site,
      Present present,
      EventLog log,
      BiConsumer<Set<UrlPath>, EventId> versioned,
      Consumer<Notice> notices) {
    Path folder = StateFolder.of(state.toAbsolutePath().normalize(), site.mounts());
    if (site.contains(folder)) {
      notices.accept(
          new Notice(
              folder + " lies in the site, so nothing is kept there.",
              "Name a folder elsewhere in XDG_STATE_HOME, so that pages need no reload after a"
                  + " restart of the server."));
      return Optional.empty();
    }
    Journal journal = Journal.open(folder, log.last().run(), present, notices);
    return Optional.of(new History(journal, present, log, versioned));
  }

  /** Says that a page gets what is at {@code url}; nothing for what is absent. */
  void served(UrlPath url, Optional<ContentStamp> stamp) {
    journal.served(url, stamp);
  }

  /** Says that a page gets to see what lies in {@code folder}. */
  void servedListing(UrlPath folder) {
    String url = folder.value();
    UrlPath listing = url.endsWith("/") ? folder : new UrlPath(url + "/");
    journal.served(listing, present.stamp(listing));
  }

  /** Says that {@code event} is about to be told. */
  void event(EventId id, LiveEvent event) {
    journal.event(id.number(), event);
  }

  @Override
  public CompletableFuture<Optional<Past>> since(EventId id) {
    CompletableFuture<Optional<Past>> answer = new CompletableFuture<>();
    try {
      thread.execute(
          () -> {
            try {
              answer.complete(look(id));
            } finally {
              // Where it failed, which the thread's handler is told.
              answer.complete(Optional.empty());
            }
          });
    } catch (RejectedExecutionException closed) {
      answer.complete(Optional.empty());
    }
    return answer;
  }

  private Optional<Past> look(EventId id) {
    EventId until = log.last();
    if (!until.equals(answersUntil) || answers.size() >= MAX_ANSWERS) {
      answers.clear();
      answersUntil = until;
    }
    Optional<Past> known = answers.get(id);
    if (known != null) {
      return known;
    }
    Optional<Missed> missed = journal.since(id);
    missed.ifPresent(what -> versioned.accept(what.versioned(), until));
    Optional<Past> past = missed.map(what -> new Past(until, what.change()));
    answers.put(id, past);
    return past;
  }

  /** Forgets sites that are no longer served: on the thread, not while the server starts. */
  void forgetOldSites() {
    if (!thread.isShutdown()) {
      thread.execute(journal::forgetOldSites);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    journal.close();
  }
}
