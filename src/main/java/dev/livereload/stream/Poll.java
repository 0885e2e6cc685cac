package dev.livereload.stream;

import dev.livereload.event.EventId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A reader that asks again for each answer, because something on its way holds streams back. Waits
 * without a thread; its answer completes on a drain thread, so that whoever publishes does not wait
 * for the transport.
 */
public final class Poll implements Reader {

  /**
   * Heartbeats after which a poll is answered though nothing happened: well within the 20 s of
   * silence after which a client takes a server for hung, the 25 s that the protocol allows, and
   * the 30 s after which common proxies give up.
   */
  static final int BEATS = 8;

  private final Dialect dialect;
  private final Executor drains;
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  private boolean waiting;
  private EventId stands;
  private int beats;

  /**
   * @param stands the id of the empty answer, until {@link #begin} tells better
   * @param ended told once, when it is answered or given up
   */
  Poll(Dialect dialect, EventId stands, Executor drains, Consumer<Reader> ended) {
    this.dialect = dialect;
    this.stands = stands;
    this.drains = drains;
    var unused = answer.whenComplete((text, failure) -> ended.accept(this));
  }

  /**
   * Returns what completes with one line of JSON, for people in {@code docs/protocol.md}: within 25
   * s, with no events where nothing happened. Whoever gives up cancels it.
   */
  public CompletableFuture<String> answer() {
    return answer;
  }

  /**
   * Answers at once where something was missed; else begins to wait. Until then {@link #offer} does
   * nothing: the replay is made under the lock, so each event is either in it or offered after it.
   */
  synchronized void begin(Supplier<Replay> replay) {
    Replay missed = replay.get();
    stands = missed.last();
    waiting = true;
    if (!missed.entries().isEmpty()) {
      complete(dialect.answer(stands, missed.entries()));
    }
  }

  @Override
  public synchronized void offer(Broadcast broadcast) {
    if (waiting && broadcast.number() > stands.number()) {
      complete(broadcast.answer(dialect));
    }
  }

  @Override
  public boolean isElsewhere() {
    return dialect == Dialect.NATIVE_ELSEWHERE;
  }

  @Override
  public synchronized void beat() {
    if (waiting && ++beats >= BEATS) {
      gone();
    }
  }

  /**
   * Answers that nothing has happened: no harm to a reader that left, and one that only sends no
   * more can ask again.
   */
  @Override
  public synchronized void gone() {
    waiting = true; // Also where it has not begun, which then comes too late.
    complete(dialect.answer(stands, List.of()));
  }

  private void complete(String text) {
    if (waiting) {
      waiting = false;
      answer.completeAsync(() -> text, drains);
    }
  }
}
