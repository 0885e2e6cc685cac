package dev.livereload.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.stream.FakeTimer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BackendWatchTest {

  private static final String BACK = "back";

  private final FakeTimer timer = new FakeTimer();
  private final FakeProbe probe = new FakeProbe();
  private final List<String> said = new ArrayList<>();
  private final BackendWatch watch =
      new BackendWatch(
          new Upstream(URI.create("http://localhost:3000"), true),
          probe,
          new Recorder(),
          timer.clock(),
          timer);

  /** A server that is as a test says. */
  private static final class FakeProbe implements BackendWatch.Probe {

    private boolean listens = true;
    private boolean answers = true;
    private boolean pathNamed;
    private boolean held;
    private boolean lost;
    private int looks;

    /** Ends and comes back before anybody can look. */
    void restart() {
      lost = held;
    }

    @Override
    public Optional<String> connect() {
      looks++;
      return listens ? Optional.empty() : Optional.of("refused");
    }

    @Override
    public Optional<String> ask() {
      looks++;
      return listens && answers ? Optional.empty() : Optional.of("not yet");
    }

    @Override
    public Optional<String> check() {
      return pathNamed ? ask() : connect();
    }

    @Override
    public void hold() {
      held = true;
    }

    @Override
    public boolean isLost() {
      boolean was = lost;
      if (was) {
        close();
      }
      return was;
    }

    @Override
    public void close() {
      held = false;
      lost = false;
    }
  }

  private final class Recorder implements BackendWatch.Listener {
    @Override
    public void down(Outage outage) {
      said.add("down: " + outage.why());
    }

    @Override
    public void changed(List<Path> files) {
      said.add("told: " + files);
    }

    @Override
    public void back() {
      said.add(BACK);
    }
  }

  @BeforeEach
  void start() {
    watch.start();
  }

  private void assertSaid(String... lines) {
    assertEquals(List.of(lines), said);
    said.clear();
  }

  @Test
  void saysNothingOfAServerThatAnswers() {
    timer.advance(Duration.ofMinutes(1));
    assertSaid();
    assertEquals(61, probe.looks);
  }

  @Test
  void tellsOfAChangeAtOnceWhereTheServerAnswers() {
    watch.filesChanged(List.of(Path.of("a.html")));
    assertSaid("told: [a.html]");
    timer.advance(Duration.ofMinutes(1));
    assertSaid();
  }

  @Test
  void tellsOfAChangeWhenTheServerIsBackAndNotBefore() {
    probe.listens = false;
    watch.filesChanged(List.of(Path.of("A.java")));
    timer.advance(Duration.ofSeconds(30));
    assertSaid("down: refused");

    probe.listens = true;
    probe.answers = false;
    timer.advance(Duration.ofSeconds(5));
    assertSaid();

    probe.answers = true;
    timer.advance(Duration.ofSeconds(1));
    assertSaid(BACK);
  }

  @Test
  void tellsAgainWhenTheServerWasRestartedBecauseOfAChange() {
    watch.filesChanged(List.of(Path.of("A.java")));
    assertSaid("told: [A.java]");
    timer.advance(Duration.ofSeconds(2));
    probe.listens = false;
    timer.advance(Pulse.HURRIED);
    assertSaid("down: refused");

    probe.listens = true;
    timer.advance(Duration.ofSeconds(1));
    assertSaid(BACK);
  }

  @Test
  void noticesARestartThatIsFasterThanItsLooks() {
    watch.filesChanged(List.of(Path.of("a.js")));
    assertSaid("told: [a.js]");
    probe.restart();
    timer.advance(Pulse.HURRIED);
    assertSaid(BACK);
    timer.advance(Duration.ofMinutes(1));
    assertSaid();
  }

  @Test
  void noticesAnApplicationThatIsReplacedInAServerThatGoesOn() {
    probe.pathNamed = true;
    watch.filesChanged(List.of(Path.of("A.class")));
    assertSaid("told: [A.class]");
    probe.answers = false;
    timer.advance(Pulse.HURRIED);
    assertSaid("down: not yet");
    probe.answers = true;
    timer.advance(Duration.ofSeconds(1));
    assertSaid(BACK);
  }

  @Test
  void withoutAPathAServerThatListensIsAskedNothing() {
    watch.filesChanged(List.of(Path.of("A.class")));
    probe.answers = false;
    timer.advance(Duration.ofMinutes(1));
    assertSaid("told: [A.class]");
  }

  @Test
  void holdsAConnectionOnlyWhileARestartIsLikely() {
    assertEquals(false, probe.held);
    watch.filesChanged(List.of(Path.of("a.js")));
    assertEquals(true, probe.held);
    timer.advance(Pulse.HURRY.plus(Pulse.CALM));
    assertEquals(false, probe.held);
  }

  @Test
  void aRequestThatWasRefusedSaysSoAtOnce() {
    Outage outage = watch.unanswered(false, "refused");
    assertEquals("refused", outage.why());
    assertSaid("down: refused", BACK);
  }

  @Test
  void aRequestThatWasTakenAndNotAnsweredIsNoOutage() {
    watch.unanswered(true, "closed");
    assertSaid();
    probe.listens = false;
    watch.unanswered(true, "closed");
    assertSaid("down: refused");
    assertEquals("refused", watch.unanswered(true, "closed").why());
  }

  @Test
  void asksLessAndLessOftenButNeverStops() {
    probe.listens = false;
    timer.advance(Duration.ofSeconds(1));
    int first = probe.looks;
    timer.advance(Duration.ofSeconds(10));
    int more = probe.looks - first;
    assertTrue(more >= 10 && more < 20, () -> "looked " + more + " times");
    timer.advance(Duration.ofHours(1));
    probe.listens = true;
    timer.advance(Pulse.PATIENCE);
    assertSaid("down: refused", BACK);
  }

  @Test
  void looksNoMoreAfterItsEnd() {
    watch.close();
    int looks = probe.looks;
    timer.advance(Duration.ofMinutes(1));
    assertEquals(looks, probe.looks);
  }
}
