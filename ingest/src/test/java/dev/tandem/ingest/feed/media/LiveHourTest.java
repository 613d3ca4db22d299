package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.ingest.extract.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An hour of sound that clicks in the middle of each second, at simulated times of arrival. */
class LiveHourTest {
  private static final long BEGIN = 1_700_000_000L * Ffmpeg.SECOND;
  private static final String AUDIO = "audio";
  private static final int RATE = 8_000;
  private static final int PIECE = 400;

  /** From the begin of a piece to the least time at which it may arrive. */
  private static final double DELAY = PIECE / (double) RATE + 0.03;

  private static final double MAX_SKEW = 0.04;

  private Findings findings;
  private LiveClock clock;
  private final AtomicLong wall = new AtomicLong(BEGIN);
  private long seconds;

  @Test
  void shouldReclockSoundWhoseSamplesRunSlowOrFast() throws Exception {
    for (int ppm : new int[] {200, -200}) {
      hear(ppm, 0, 3_600, DELAY, Optional.empty());

      assertThat(findings.driftPpm()).isEqualTo(ppm, within(10.0));
      assertThat(clock.driftPpm()).isEqualTo(0, within(10.0));
    }
  }

  @Test
  void shouldFollowASourceWhoseClockRunsSlowOrFast() throws Exception {
    for (int ppm : new int[] {200, -200}) {
      hear(0, ppm, 3_600, DELAY, Optional.empty());

      assertThat(clock.driftPpm()).isEqualTo(ppm, within(10.0));
      assertThat(findings.skewMicros()).isLessThan(15_000);
    }
  }

  @Test
  void shouldKeepToTheClockOfASenderThatSaysIt() throws Exception {
    hear(-200, 0, 3_600, 0, Optional.of(BEGIN));

    assertThat(clock.source()).isEqualTo("sender");
    assertThat(findings.driftPpm()).isEqualTo(-200, within(10.0));
  }

  /**
   * @param samplePpm by how much samples are slower than their rate says
   * @param clockPpm by how much the clock that says their times is slower than this machine's
   * @param place seconds after which a click comes into the clips
   */
  private void hear(int samplePpm, int clockPpm, int length, double place, Optional<Long> word)
      throws Exception {
    double sample = (1 + samplePpm / 1e6) / RATE;
    Random random = new Random(1);
    seconds = 0;
    wall.set(BEGIN);
    findings = new Findings();
    clock = new LiveClock();
    clock.begin(Math.round(BEGIN + DELAY * 1e6), word);
    try (LiveAssembler assembler =
        new LiveAssembler(
            new TreeMap<>(Map.of(AUDIO, new SoundTrack(findings))),
            wall::get,
            Duration.ofSeconds(5))) {
      for (long from = 0; from * sample < length; from += PIECE) {
        double begin = from * sample;
        double delay = DELAY - 0.01 * Math.log(1 - random.nextDouble());
        long arrival = BEGIN + Math.round((begin + delay) * 1e6);
        wall.set(Math.max(wall.get(), arrival));
        long time = Math.round(begin * 1e6 / (1 + clockPpm / 1e6));
        long offset = clock.offset(time, arrival);
        assembler.add(AUDIO, new Sound(time + offset, clicks(from, sample), RATE));
        check(assembler.poll(Duration.ZERO), place);
      }
    }
    assertThat(seconds).isGreaterThan(length - 3);
    assertThat(findings.holes()).isZero();
    assertThat(findings.overlaps()).isZero();
  }

  private static float[] clicks(long from, double sample) {
    float[] samples = new float[PIECE];
    for (int i = 0; i < PIECE; i++) {
      double time = (from + i) * sample + 0.5;
      if (Math.floor(time) > Math.floor(time - sample)) {
        samples[i] = 1;
      }
    }
    return samples;
  }

  private void check(Optional<LiveSecond> second, double place) {
    second.ifPresent(
        given -> {
          seconds++;
          float[] samples = ((Signal.Pcm) given.signals().get(AUDIO)).samples();
          int loudest = 0;
          for (int i = 0; i < samples.length; i++) {
            loudest = samples[i] > samples[loudest] ? i : loudest;
          }
          assertThat((double) loudest / RATE)
              .as("second %d", seconds)
              .isCloseTo(0.5 + place, within(MAX_SKEW));
        });
  }
}
