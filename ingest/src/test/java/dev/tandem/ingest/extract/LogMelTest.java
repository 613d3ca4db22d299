package dev.tandem.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LogMelTest {
  private static final int POINTS = 256;
  private static final int RATE = 8_000;
  private static final Offset<Float> CLOSE = within(1e-4f);

  /** A cosine of this root mean square has amplitude 1. */
  private static final double LEVEL = Math.sqrt(0.5);

  @Test
  void shouldAgreeWithTheMelScaleOfHtk() {
    assertThat(MelFilterBank.mel(1_000)).isEqualTo(999.9855, within(1e-3));
    assertThat(MelFilterBank.mel(4_000)).isEqualTo(2_146.0645, within(1e-3));
    assertThat(MelFilterBank.hertz(MelFilterBank.mel(440))).isEqualTo(440, within(1e-9));
  }

  /** Edges 500 Hz and 2000 Hz, so the peak is at their middle in mel, 1100 Hz. */
  @Test
  void shouldWeighBinsByTriangles() {
    MelFilterBank filters = new MelFilterBank(oneBand(0, 1));

    assertThat(filters.weight(0, 31)).isEqualTo(0.78125f, CLOSE); // 968.75 Hz
    assertThat(filters.weight(0, 32)).isEqualTo(0.83333f, CLOSE); // 1000 Hz
    assertThat(filters.weight(0, 48)).isEqualTo(0.55556f, CLOSE); // 1500 Hz, falling
    assertThat(filters.weight(0, 16)).isEqualTo(0f, CLOSE); // 500 Hz
    assertThat(filters.weight(0, 65)).isEqualTo(0f);
  }

  @Test
  void shouldUseThePeriodicHannWindow() {
    assertThat(LogMel.hann(4)).containsExactly(0, 0.5f, 1, 0.5f);
  }

  /**
   * A cosine on bin 32 under a Hann window of N points has magnitudes N/4 there and N/8 on both
   * neighbours: 64 and 32. Band power: 32² · 0.78125 + 64² · 0.83333 + 32² · 0.88542 = 5120.
   */
  @Test
  void shouldMeasureAToneAsByHand() {
    float[] features = features(new LogMel(oneBand(0, 1), "test"), tone(1));

    assertThat(features).hasSize(1);
    assertThat(features[0]).isEqualTo((float) Math.log(5_120), CLOSE);
  }

  @Test
  void shouldScaleByTheConstants() {
    float[] features = features(new LogMel(oneBand(3, 2), "test"), tone(1));

    assertThat(features[0]).isEqualTo((float) ((Math.log(5_120) - 3) / 2), CLOSE);
  }

  @Test
  void shouldBringEveryClipToOneLevel() {
    LogMel logMel = new LogMel(oneBand(0, 1), "test");

    assertThat(features(logMel, tone(0.01f))[0]).isEqualTo(features(logMel, tone(1))[0], CLOSE);
  }

  @Test
  void shouldGiveTheFloorForSilence() {
    LogMel logMel = new LogMel();
    float floor = (float) ((Math.log(1e-3) - 0.05) / 1.15);

    assertThat(features(logMel, new float[RATE])).containsOnly(floor);
  }

  @Test
  void shouldMakeFortyBandsOfNinetyEightWindowsOfASecond() {
    LogMel logMel = new LogMel();

    assertThat(logMel.format().shape()).containsExactly(40, 98);
    assertThat(features(logMel, new float[100])).as("padded").hasSize(40 * 98);
    assertThat(features(logMel, new float[10_000])).as("cut").hasSize(40 * 98);
  }

  @Test
  void shouldGiveEveryBandAWeight() {
    MelFilterBank filters = new MelFilterBank(LogMelParameters.speech());
    float[] flat = new float[129];
    java.util.Arrays.fill(flat, 1);

    for (int band = 0; band < 40; band++) {
      assertThat(filters.apply(band, flat)).as("band %d", band).isPositive();
    }
  }

  @Test
  void shouldRefuseOtherSignals() {
    assertThatThrownBy(() -> new LogMel().extract(new Signal.Vector(new float[] {1})))
        .hasMessage("log-mel expects Pcm but got Vector");
  }

  private static LogMelParameters oneBand(double mean, double deviation) {
    return new LogMelParameters(
        RATE,
        POINTS,
        POINTS,
        POINTS,
        POINTS,
        1,
        500,
        2_000,
        new LogMelParameters.Scaling(LEVEL, 1e-9, mean, deviation));
  }

  private static float[] tone(float amplitude) {
    float[] samples = new float[POINTS];
    for (int n = 0; n < POINTS; n++) {
      samples[n] = (float) (amplitude * Math.cos(2 * Math.PI * 32 * n / POINTS));
    }
    return samples;
  }

  private static float[] features(LogMel logMel, float[] samples) {
    FeatureTensor tensor = logMel.extract(new Signal.Pcm(samples, RATE));
    float[] values = new float[tensor.format().elements()];
    tensor.payload().asFloatBuffer().get(values);
    return values;
  }
}
