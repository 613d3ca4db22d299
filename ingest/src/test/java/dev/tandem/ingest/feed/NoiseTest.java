package dev.tandem.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {

  @Test
  void shouldGiveTheRoomTheNoiseAskedFor() {
    float[] samples = new float[80_000];
    Arrays.fill(samples, 0.1f);
    Room.addNoise(samples, 6, ClipRandom.of(1, 2, "room"));

    double noise = 0;
    for (float sample : samples) {
      noise += Math.pow(sample - 0.1, 2) / samples.length;
    }
    assertThat(10 * Math.log10(0.01 / noise)).isEqualTo(6, within(0.1));
  }

  @Test
  void shouldLeaveCleanCapturesAlone() {
    float[] samples = {0.5f, -0.5f};
    byte[] luma = {7, 9};
    Room.addNoise(samples, Double.POSITIVE_INFINITY, ClipRandom.of(1, 2, "room"));
    Camera.addNoise(luma, 0, ClipRandom.of(1, 2, "camera"));

    assertThat(samples).containsExactly(0.5f, -0.5f);
    assertThat(luma).containsExactly(7, 9);
  }

  @Test
  void shouldPutNoiseAroundSilenceToo() {
    float[] samples = new float[8];
    Room.addNoise(samples, 0, ClipRandom.of(1, 2, "room"));

    assertThat(samples).doesNotContain(0f);
  }

  @Test
  void shouldClipTheNoiseOfTheCameraToWhatAPixelHolds() {
    byte[] luma = new byte[100_000];
    Arrays.fill(luma, (byte) 128);
    Camera.addNoise(luma, 0.6, ClipRandom.of(1, 2, "camera"));

    long black = count(luma, 0);
    assertThat(black / 100_000.0).as("P(128 + 153 x < 0.5)").isEqualTo(0.2024, within(0.01));
    assertThat(count(luma, 255) / 100_000.0).isEqualTo(0.2037, within(0.01));
  }

  /** Computed by another implementation of SplitMix64. */
  @Test
  void shouldDrawTheSameNumbersOnEveryPlatform() {
    ClipRandom random = ClipRandom.of(7, 3, "test");

    assertThat(random.nextLong()).isEqualTo(7607910220840900966L);
    assertThat(random.nextInt(1_000)).isEqualTo(341);
    assertThat(random.nextGaussian()).isEqualTo(-1.1328771317403905, within(1e-15));
  }

  @Test
  void shouldDrawGaussians() {
    ClipRandom random = ClipRandom.of(7, 3, "moments");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 100_000; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
    }

    assertThat(sum / 100_000).isEqualTo(0, within(0.01));
    assertThat(squares / 100_000).isEqualTo(1, within(0.02));
  }

  @Test
  void shouldPermute() {
    int[] order = ClipRandom.of(7, 3, "order").permutation(50);

    assertThat(order).isNotEqualTo(sorted(order));
    assertThat(sorted(order)).startsWith(0, 1, 2).doesNotHaveDuplicates().endsWith(49);
  }

  private static int[] sorted(int[] values) {
    int[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  private static long count(byte[] luma, int value) {
    long count = 0;
    for (byte b : luma) {
      count += (b & 0xFF) == value ? 1 : 0;
    }
    return count;
  }
}
