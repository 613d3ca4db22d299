package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.clip.SourceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveSourceTest {
  private static final long START = 1_700_000_000L * Ffmpeg.SECOND;
  private static final long BREAKS = -1;
  private static final String AUDIO = "audio";

  private final AtomicLong wall = new AtomicLong(START);
  private final BlockingQueue<Optional<long[]>> said = new LinkedBlockingQueue<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final Findings findings = new Findings();
  private final LiveAssembler assembler =
      new LiveAssembler(
          new TreeMap<>(java.util.Map.of(AUDIO, new SoundTrack(findings))),
          wall::get,
          Duration.ofSeconds(5));
  private volatile long shift;
  private final List<LiveSource> sources = new ArrayList<>();

  @AfterEach
  void close() {
    said.add(Optional.empty());
    hanging.countDown();
    sources.forEach(LiveSource::close);
    assembler.close();
  }

  @Test
  void shouldGiveWholeSecondsOfTheWallClock() throws Exception {
    start(Duration.ofSeconds(30));
    say(0.4, 4);

    assertThat(seconds(3)).containsExactly(at(1), at(2), at(3));
  }

  @Test
  void shouldLeaveAGapAndNothingElseWhereTheSourceWasAway() throws Exception {
    start(Duration.ofSeconds(30));
    say(0, 3.5);
    assertThat(seconds(2)).containsExactly(at(1), at(2));
    said.add(Optional.empty()); // it ends
    while (opened.get() < 2) {
      Thread.onSpinWait();
    }
    say(5.2, 9);

    assertThat(seconds(3)).containsExactly(at(6), at(7), at(8));
    SourceReport report = sources.get(0).report();
    assertThat(report.reconnects()).isEqualTo(1);
    assertThat(report.epochs()).isEqualTo(2);
    assertThat(report.connected()).isTrue();
    assertThat(report.timing().clock()).isEqualTo("arrival");
    assertThat(report.timing().worstSkewMillis()).isLessThan(40);
  }

  @Test
  void shouldNotWaitLongerForASourceThatComesBackEachTime() throws Exception {
    LiveSource source = start(Duration.ofSeconds(30));
    for (int i = 1; i <= 2; i++) {
      say(i, i + 1);
      said.add(Optional.of(new long[] {BREAKS}));
      while (opened.get() <= i) {
        Thread.onSpinWait();
      }
    }
    assertThat(source.pause()).as("after nothing came").isEqualTo(Duration.ofSeconds(1));
    say(5, 6);

    assertThat(source.pause()).isEqualTo(Duration.ofMillis(500));
    assertThat(source.report().reconnects()).isEqualTo(2);
  }

  @Test
  void shouldBeginAnEpochWhereTimesJump() throws Exception {
    start(Duration.ofSeconds(30));
    say(0, 3.5);
    assertThat(seconds(2)).containsExactly(at(1), at(2));
    shift = -1_000 * Ffmpeg.SECOND;
    say(3.5, 8);

    assertThat(seconds(3))
        .as("the one that it jumps in is lost")
        .containsExactly(at(4), at(5), at(6));
    assertThat(sources.get(0).report().epochs()).isEqualTo(2);
    assertThat(sources.get(0).report().reconnects()).isZero();
  }

  @Test
  void shouldTolerateSmallDisorder() throws Exception {
    start(Duration.ofSeconds(30));
    for (int tenth : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 9, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18}) {
      say(tenth / 10.0, tenth / 10.0 + 0.1);
    }
    say(1.9, 4);

    assertThat(seconds(2)).containsExactly(at(1), at(2));
    assertThat(sources.get(0).report().epochs()).isEqualTo(1);
  }

  @Test
  void shouldMoveTheHorizonWhileNothingComes() throws Exception {
    start(Duration.ofSeconds(30));
    say(0, 2);
    assertThat(seconds(1)).containsExactly(at(1));
    wall.set(START + 100 * Ffmpeg.SECOND);

    assertThat(assembler.poll(Duration.ofMillis(10))).isEmpty();
    assertThat(assembler.horizon()).hasValue(at(95));
  }

  @Test
  void shouldLeaveAThreadAloneThatHangs() throws Exception {
    LiveSource source = start(Duration.ofMillis(200));
    say(0, 2);
    assertThat(seconds(1)).containsExactly(at(1));
    while (source.report().hangs() == 0) { // the first connection waits for ever
      source.supervise();
      Thread.onSpinWait();
    }
    while (opened.get() < 2) {
      Thread.onSpinWait();
    }
    assertThat(source.report().hangs()).isEqualTo(1);
    assertThat(source.report().stalls()).isEqualTo(1);
  }

  private LiveSource start(Duration hang) throws MediaException {
    LiveSource source =
        new LiveSource("test", this::open, Set.of(AUDIO), findings, assembler, wall::get, hang);
    sources.add(source);
    source.start(open());
    return source;
  }

  /** Sound from one second after the start to another, at the speed of the test. */
  private void say(double from, double until) throws InterruptedException {
    for (long time = (long) (from * 1e6); time < until * 1e6; time += 100_000) {
      said.add(Optional.of(new long[] {time}));
    }
    while (!said.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private List<Instant> seconds(int count) throws Exception {
    List<Instant> begins = new ArrayList<>();
    while (begins.size() < count) {
      assembler.poll(Duration.ofMillis(50)).map(LiveSecond::begin).ifPresent(begins::add);
    }
    return begins;
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(START / Ffmpeg.SECOND + second);
  }

  private LiveConnection open() {
    int number = opened.incrementAndGet();
    return new LiveConnection() {
      @Override
      public SortedSet<String> modalities() {
        return new TreeSet<>(Set.of(AUDIO));
      }

      @Override
      public String describe() {
        return "test " + number;
      }

      @Override
      public Optional<Part> next() throws MediaException {
        try {
          Optional<long[]> word = said.take();
          if (word.isEmpty()) {
            return Optional.empty();
          }
          long time = word.get()[0];
          if (time == BREAKS) {
            throw new MediaException("it broke");
          }
          wall.set(Math.max(wall.get(), START + time + 100_000));
          return Optional.of(new Part(AUDIO, new Sound(time + shift, new float[800], 8_000)));
        } catch (InterruptedException e) {
          throw new MediaException("interrupted", e);
        }
      }

      @Override
      public void close() {}
    };
  }
}
