package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;

class UnwrapperTest {
  private static final int BITS = 33;
  private static final long PERIOD = 1L << BITS;

  private final Unwrapper unwrapper = new Unwrapper();

  @Test
  void shouldGoOnWhereTheCounterBeginsAnew() {
    long time = PERIOD - 5_000;
    for (long i = 0; i < 4 * PERIOD; i += PERIOD / 7) {
      assertThat(unwrap(0, (time + i) % PERIOD)).isEqualTo(time + i);
    }
  }

  @Test
  void shouldLetSmallDisorderBe() {
    assertThat(unwrap(0, PERIOD - 10)).isEqualTo(PERIOD - 10);
    assertThat(unwrap(0, 20)).isEqualTo(PERIOD + 20);
    assertThat(unwrap(0, PERIOD - 5)).as("what comes late").isEqualTo(PERIOD - 5);
    assertThat(unwrap(0, 30)).isEqualTo(PERIOD + 30);
  }

  @Test
  void shouldKeepStreamsApartAndLeaveWhatDoesNotWrap() {
    unwrap(0, PERIOD - 10);

    assertThat(unwrap(1, 20)).isEqualTo(20);
    assertThat(unwrapper.unwrap(2, 64, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(unwrapper.unwrap(2, 64, 0)).isZero();
    assertThat(unwrap(0, avutil.AV_NOPTS_VALUE)).isEqualTo(avutil.AV_NOPTS_VALUE);
    assertThat(unwrap(0, 5)).isEqualTo(PERIOD + 5);
  }

  private long unwrap(int stream, long time) {
    return unwrapper.unwrap(stream, BITS, time);
  }
}
