package dev.livereload;

import dev.livereload.event.ChangeBatch;
import dev.livereload.event.ContentStamp;
import dev.livereload.event.EventId;
import dev.livereload.event.FileChange;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Shown;
import dev.livereload.event.Status;
import dev.livereload.event.UrlPath;
import dev.livereload.stream.CatchUp;
import dev.livereload.stream.EventLog;
import dev.livereload.stream.SseHub;
import dev.livereload.watch.FileWatcher;
import dev.livereload.watch.InvalidGlobException;
import dev.livereload.watch.WatchOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine: watches folders and tells every reader what changed. Thread-safe; whoever started it
 * closes it.
 */
public final class LiveReload implements AutoCloseable {

  /**
   * Builds that may report here. A tool that makes a new name up for each run soon has them all.
   */
  public static final int MAX_SOURCES = 50;

  private final SiteMap site;
  private final SiteContents contents;
  private final LiveReloadListener listener;
  private final EventLog log = new EventLog(EventId.newRun());
  private final Optional<Path> stateFolder;
  private final @Nullable History history;
  private final SseHub hub;
  private final Versions versions = new Versions();
  private final Engine engine = new Engine();
  private final Announcer announcer = new Announcer();
  private final LoopBrake brake = new LoopBrake(announcer, engine::runAfter, System::nanoTime);
  private final Audience audience;
  private final Broadcast broadcast;
  private final List<Path> watchedElsewhere = new ArrayList<>();
  private final BuildGate builds;
  private final FileWatcher watcher;
  private final List<Path> folders;
  private volatile Consumer<List<Path>> elsewhere = files -> reload(said(files), true);

  private LiveReload(LiveReloadOptions options, LiveReloadListener listener) throws IOException {
    List<Path> roots = new ArrayList<>();
    List<Mount> mounts = new ArrayList<>();
    for (Mount mount : options.mounts()) {
      Path real = BadFolderException.real(mount.folder());
      mounts.add(new Mount(mount.at(), real));
      roots.add(real);
    }
    for (Path folder : options.watch()) {
      watchedElsewhere.add(BadFolderException.real(folder));
    }
    roots.addAll(watchedElsewhere);
    this.builds =
        new BuildGate(
            options.builds(),
            options.poll(),
            engine.thread(),
            new BuildAnnouncer(this::tell, log.last().run(), listener));
    roots.addAll(builds.folders());
    this.folders = List.copyOf(roots);
    WatchOptions watch =
        new WatchOptions(
            roots,
            options.ignore(),
            options.settle().orElse(WatchOptions.DEFAULT_SETTLE),
            options.poll());
    this.site = new SiteMap(mounts);
    this.contents = new SiteContents(site, this::ignores);
    this.listener = listener;
    this.stateFolder =
        options
            .state()
            .map(state -> StateFolder.of(state.toAbsolutePath().normalize(), identity()))
            .filter(folder -> !site.contains(folder));
    this.history = options.watch().isEmpty() ? history(options.state()) : null;
    CatchUp past = history == null ? CatchUp.NONE : history;
    this.hub = SseHub.start(log, id -> past.since(id).thenApply(this::tellMissed));
    this.audience = new Audience(hub, engine, listener);
    this.broadcast = new Broadcast(log, history, versions, hub, audience, listener);
    try {
      this.watcher = FileWatcher.start(watch, engine.thread(), brake);
    } catch (InvalidGlobException e) {
      hub.close();
      engine.close();
      endHistory();
      throw new BadGlobException(e.notice());
    }
    audience.watch();
    var unused = watcher.armed().thenRun(() -> engine.run(this::startBuilds));
    if (history != null) {
      announceUnseen(history, log.last());
    }
  }

  // Where nothing is served, as before a server of the user's own, the watched folders tell one
  // project from another.
  private List<Mount> identity() {
    List<Mount> served = site.mounts();
    return served.isEmpty()
        ? watchedElsewhere.stream().map(folder -> new Mount(UrlPath.ROOT, folder)).toList()
        : served;
  }

  private void tell(LiveEvent event) {
    broadcast.tell(event);
  }

  private void startBuilds() {
    builds.open(watcher::isBusy, announcer::announce, this::tell);
  }

  private boolean ignores(Path file) {
    return watcher.ignores(file);
  }

  // A page may be served before all is watched. What has changed between is no news to the watcher.
  private void announceUnseen(History served, EventId start) {
    var unused =
        watcher
            .armed()
            .thenCompose(armed -> served.since(start))
            .thenAccept(past -> past.ifPresent(unseen -> announce(unseen.change())))
            .thenRun(served::forgetOldSites)
            .whenComplete((done, failure) -> tellFailure(failure));
  }

  // What a page of an earlier run is told is no event of this one.
  private Optional<CatchUp.Past> tellMissed(Optional<CatchUp.Past> past) {
    EventId at = past.map(CatchUp.Past::until).orElseGet(log::last);
    LiveEvent missed =
        past.<LiveEvent>map(CatchUp.Past::change)
            .orElseGet(() -> new LiveEvent.Reload("pages of an earlier run", false));
    if (!(missed instanceof LiveEvent.Change change && change.isEmpty())) {
      engine.run(() -> audience.caughtUp(at, missed));
    }
    return past;
  }

  private static void tellFailure(@Nullable Throwable failure) {
    // It was closed before all was watched.
    if (failure != null && !(failure.getCause() instanceof CancellationException)) {
      Engine.tell(failure);
    }
  }

  private void announce(LiveEvent.Change unseen) {
    List<FileChange> changes = site.filesOf(unseen);
    if (!changes.isEmpty()) {
      engine.run(() -> announcer.changed(new ChangeBatch(changes)));
    }
  }

  // What has changed under --watch while no server ran would need an index of all that lies there.
  private @Nullable History history(Optional<Path> state) {
    return state
        .flatMap(
            folder ->
                History.open(folder, site, contents, log, versions::takePast, listener::noticed))
        .orElse(null);
  }

  /**
   * Starts watching. Returns before the folders are watched: {@link #armed} tells when they are.
   *
   * @throws BadFolderException if a folder is missing, or no folder, or cannot be read
   * @throws BadGlobException if an ignore rule is no glob
   * @throws BadBuildException if a build has no glob or no command
   */
  public static LiveReload start(LiveReloadOptions options, LiveReloadListener listener)
      throws IOException {
    return new LiveReload(options, listener);
  }

  /**
   * Says who is told of changed files without a URL, in place of the pages: on the thread of the
   * engine.
   */
  public void divert(Consumer<List<Path>> to) {
    elsewhere = to;
  }

  /**
   * Tells every page that it may be out of date, when no build runs any more.
   *
   * @param reason one line for people
   * @param patch whether patching may do
   */
  public void reload(String reason, boolean patch) {
    tellAfterBuilds(new LiveEvent.Reload(reason, patch));
  }

  /**
   * Tells every page that what is at these URLs has changed, though no file here has them, when no
   * build runs any more.
   */
  public void changed(List<UrlPath> urls) {
    tellAfterBuilds(new LiveEvent.Change(List.of(), List.of(), urls));
  }

  private void tellAfterBuilds(LiveEvent event) {
    engine.run(
        () -> {
          if (builds.pass(event)) {
            broadcast.tell(event);
          }
        });
  }

  /** Words that {@code files} have changed, in one line for people. */
  public static String said(List<Path> files) {
    String more = files.size() == 1 ? "" : " and " + (files.size() - 1) + " more";
    return files.get(0).getFileName() + more + " changed";
  }

  /** Completes when every folder is watched: a change made after that is noticed. */
  public CompletableFuture<Void> armed() {
    return watcher.armed();
  }

  /** Returns the id of the newest event: the moment that a page served now stands for. */
  public EventId now() {
    return log.last();
  }

  /** Returns the newest event of this run that named {@code url}, or nothing where none did. */
  public Optional<EventId> lastChange(UrlPath url) {
    return versions.of(url);
  }

  /**
   * Says that a page gets the file at {@code url}, so that it can be told later what it has missed.
   * To be called before the file is opened; cheap where it is as it was.
   *
   * @param stamp of the file; nothing where nothing is there
   */
  public void served(UrlPath url, Optional<ContentStamp> stamp) {
    if (history != null) {
      history.served(url, stamp);
    }
  }

  /** Says the same of a page that shows what lies in {@code folder}. */
  public void servedListing(UrlPath folder) {
    if (history != null) {
      history.servedListing(folder);
    }
  }

  /** Whether any file with a URL has changed in this run. */
  public boolean hasChanges() {
    return !versions.isEmpty();
  }

  /** Takes what a tab says of itself. Returns at once. */
  public void shown(Shown shown) {
    engine.run(
        () -> {
          brake.heard(shown);
          audience.heard(shown);
        });
  }

  /** Tells how things stand. Does not complete where {@link #close} comes first. */
  public CompletableFuture<Status> status() {
    return watcher
        .watched()
        .thenApplyAsync(
            watched ->
                new Status(
                    log.last(),
                    log.sources(),
                    hub.subscribers(),
                    audience.last(),
                    watched.folders(),
                    watched.files()),
            engine.thread());
  }

  /**
   * Returns where may be kept what is to outlive this run, for this site alone; it need not exist.
   * Nothing where nothing is kept, or it would lie in the site.
   */
  public Optional<Path> stateFolder() {
    return stateFolder;
  }

  /** Returns the URL path of the file at a real path, or nothing where none is served. */
  public Optional<UrlPath> urlOf(Path file) {
    return site.urlsOf(file).stream().findFirst();
  }

  /** Returns the folders that are watched, as real paths. */
  public List<Path> folders() {
    return folders;
  }

  /** Returns the streams, for the transport that brings readers. */
  public SseHub streams() {
    return hub;
  }

  /** Keeps changes of files back while {@code on}. Builds go on. */
  public void pause(boolean on) {
    engine.run(() -> builds.pause(on));
  }

  /** Runs every build once more. */
  public void buildAll() {
    engine.run(builds::buildAll);
  }

  /**
   * Tells readers of an event that a build tool reports.
   *
   * @param event any but a greeting and a sign of life
   * @return completes with its id; with nothing where it is of one source more than {@link
   *     #MAX_SOURCES}. Does not complete where {@link #close} comes first
   */
  public CompletableFuture<Optional<EventId>> publish(LiveEvent event) {
    return engine.call(
        () -> {
          if (broadcast.isOneSourceTooMany(event)) {
            return Optional.empty();
          }
          broadcast.tell(event);
          return Optional.of(log.last());
        });
  }

  /** Ends all streams and threads, and the commands that run. */
  @Override
  public void close() {
    hub.close();
    watcher.close();
    builds.close();
    engine.close();
    endHistory();
  }

  private void endHistory() {
    if (history != null) {
      history.close();
    }
  }

  /** Turns batches into events. Called by the watcher's engine thread alone. */
  private final class Announcer implements FileWatcher.Listener {

    @Override
    public void changed(ChangeBatch batch) {
      builds.pass(batch).ifPresent(this::announce);
    }

    private void announce(ChangeBatch batch) {
      LiveEvent.Change change = contents.changeOf(batch);
      if (!change.isEmpty()) {
        broadcast.tell(change);
        listener.announced(change, batch, hub.subscribers());
      }
      List<Path> outside =
          batch.changes().stream().map(FileChange::file).filter(this::isElsewhere).toList();
      if (!outside.isEmpty()) {
        elsewhere.accept(outside);
      }
    }

    // What is watched for builds alone is nothing to pages.
    private boolean isElsewhere(Path file) {
      return watchedElsewhere.stream().anyMatch(file::startsWith) && !contents.holds(file);
    }

    @Override
    public void notice(Notice notice) {
      listener.noticed(notice);
    }

    @Override
    public void ignored(Path path, String reason) {
      listener.ignored(path, reason);
    }
  }
}
