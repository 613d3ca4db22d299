package dev.tandem.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  private static final int EDGE = 100;

  @ParameterizedTest
  @ValueSource(ints = {4_000, 11_025, 16_000, 22_050, 44_100, 48_000})
  void shouldKeepTonesUnderBothLimits(int rate) {
    float[] resampled = new Resampler(rate, 8_000).apply(tone(440, rate));

    assertThat(resampled).hasSize(8_000);
    for (int i = EDGE; i < resampled.length - EDGE; i++) {
      assertThat(resampled[i])
          .isEqualTo((float) Math.sin(2 * Math.PI * 440 * i / 8_000), within(4e-3f));
    }
  }

  @Test
  void shouldRemoveTonesThatTheNewRateCannotHold() {
    float[] resampled = new Resampler(16_000, 8_000).apply(tone(5_000, 16_000));

    for (int i = EDGE; i < resampled.length - EDGE; i++) {
      assertThat(resampled[i]).isEqualTo(0f, within(2e-3f));
    }
  }

  @Test
  void shouldLeaveSamplesOfTheSameRateAlone() {
    float[] samples = {1, -1, 0.5f};

    assertThat(new Resampler(8_000, 8_000).apply(samples)).isSameAs(samples);
  }

  @Test
  void shouldRefuseARateOfZero() {
    assertThatThrownBy(() -> new Resampler(0, 8_000))
        .hasMessage("cannot resample from 0 Hz to 8000 Hz; both must be positive");
  }

  private static float[] tone(double hertz, int rate) {
    float[] samples = new float[rate];
    for (int i = 0; i < rate; i++) {
      samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
    }
    return samples;
  }
}
