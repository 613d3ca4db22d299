package dev.tandem.learner.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.spec.AugmentationSpec;
import dev.tandem.learner.spec.AugmentationType;
import dev.tandem.learner.spec.TensorShape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden values, at half strength; what a seed draws is what each title says. */
class AugmentationTest {

  /** Three frequencies at five times; the mean is 12. */
  private static final float[] MAP = {0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24};

  /** Two frames of three rows and four columns; the mean is 61.5. */
  private static final float[] FRAMES = {
    0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23,
    100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123
  };

  @Test
  void shouldShiftAMapAlongTimeAlone() {
    assertThat(onMap(AugmentationType.SHIFT, 1))
        .as("two to the right")
        .containsExactly(0, 0, 0, 1, 2, 10, 10, 10, 11, 12, 20, 20, 20, 21, 22);
    assertThat(onMap(AugmentationType.SHIFT, 2))
        .as("two to the left")
        .containsExactly(2, 3, 4, 4, 4, 12, 13, 14, 14, 14, 22, 23, 24, 24, 24);
  }

  @Test
  void shouldShiftFramesBothWaysAndAllAlike() {
    assertThat(onFrames(AugmentationType.SHIFT, 0))
        .as("one to the right and one up")
        .containsExactly(
            10, 10, 11, 12, 20, 20, 21, 22, 20, 20, 21, 22, //
            110, 110, 111, 112, 120, 120, 121, 122, 120, 120, 121, 122);
  }

  @Test
  void shouldCoverTimesWithTheMean() {
    assertThat(onMap(AugmentationType.TIME_MASK, 3))
        .as("two of five")
        .containsExactly(0, 1, 12, 12, 4, 10, 11, 12, 12, 14, 20, 21, 12, 12, 24);
  }

  @Test
  void shouldCoverFrequenciesWithTheMean() {
    assertThat(onMap(AugmentationType.FREQUENCY_MASK, 0))
        .as("one of three")
        .containsExactly(0, 1, 2, 3, 4, 12, 12, 12, 12, 12, 20, 21, 22, 23, 24);
  }

  @Test
  void shouldEraseTheSamePartOfAllFrames() {
    assertThat(onFrames(AugmentationType.ERASE, 6))
        .as("two columns of one row")
        .containsExactly(
            0, 1, 2, 3, 10, 11, 12, 13, 20, 61.5f, 61.5f, 23, //
            100, 101, 102, 103, 110, 111, 112, 113, 120, 61.5f, 61.5f, 123);
  }

  @Test
  void shouldMirrorSomeClips() {
    assertThat(onFrames(AugmentationType.FLIP, 3))
        .containsExactly(
            3, 2, 1, 0, 13, 12, 11, 10, 23, 22, 21, 20, //
            103, 102, 101, 100, 113, 112, 111, 110, 123, 122, 121, 120);
    assertThat(onFrames(AugmentationType.FLIP, 0)).isEqualTo(FRAMES);
  }

  /** Rows are 10 apart and columns 1: what is cut away is the same share of both. */
  @Test
  void shouldEnlargeAPart() {
    float[] cropped = onFrames(AugmentationType.CROP, 3);

    assertThat(cropped)
        .startsWith(1.018824f, 1.9620988f, 2.9053736f, 3.8486485f, 10.451572f, 11.394847f);
    float step = cropped[1] - cropped[0];
    assertThat(step).isLessThan(1).isCloseTo(cropped[2] - cropped[1], within(1e-5f));
    assertThat((cropped[4] - cropped[0]) / 10).isCloseTo(step, within(1e-5f));
    assertThat(cropped[12] - cropped[0]).as("frames alike").isCloseTo(100, within(1e-4f));
  }

  @Test
  void shouldBrightenAllByTheSameUpToTheBrightest() {
    assertThat(onFrames(AugmentationType.BRIGHTNESS, 1))
        .startsWith(8.187074f, 9.187074f, 10.187074f, 11.187074f)
        .endsWith(118.18707f, 119.18707f, 120.18707f, 121.18707f, 123, 123, 123, 123);
    assertThat(onFrames(AugmentationType.BRIGHTNESS, 5))
        .as("darker")
        .startsWith(0, 0, 0, 0, 0, 0, 0, 0, 6.0724697f, 7.0724697f, 8.07247f, 9.07247f, 86.07247f);
  }

  @Test
  void shouldAddNoiseWithinTheRange() {
    assertThat(onMap(AugmentationType.NOISE, 0))
        .containsExactly(
            4.0791626f,
            0.27132648f,
            0,
            1.7058728f,
            1.4213101f, //
            12.147088f,
            8.679518f,
            17.85061f,
            17.802443f,
            24, //
            24,
            21.684183f,
            21.724007f,
            24,
            22.31378f);
  }

  /** Of any strength, on inputs as small as can be, dark ones, and such as have no range. */
  @ParameterizedTest
  @EnumSource(AugmentationType.class)
  void shouldStayInTheRangeAndLeaveTheInputAlone(AugmentationType type) {
    for (double strength : new double[] {1e-9, 0.3, 1}) {
      for (int seed = 0; seed < 50; seed++) {
        requireWithin(type, strength, seed, -3.25f, 7.1f, 0.1f, 1e-3f, -2, 0.7f);
        requireWithin(type, strength, seed, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f);
      }
      SplittableRandom random = new SplittableRandom(0);
      TensorShape one = TensorShape.of(1, 1, 1);
      assertThat(built(type, strength, one).apply(new float[] {5}, random)).containsExactly(5);
    }
  }

  private static void requireWithin(
      AugmentationType type, double strength, int seed, float... values) {
    float[] before = values.clone();
    float[] changed =
        built(type, strength, TensorShape.of(1, 2, 3)).apply(values, new SplittableRandom(seed));
    Spread spread = Spread.of(before);
    assertThat(values).isEqualTo(before);
    assertThat(changed).hasSameSizeAs(values).isNotSameAs(values);
    for (float value : changed) {
      assertThat(value).isBetween(spread.lowest(), spread.highest());
    }
  }

  private static float[] onMap(AugmentationType type, long seed) {
    return built(type, 0.5, TensorShape.of(3, 5)).apply(MAP, new SplittableRandom(seed));
  }

  private static float[] onFrames(AugmentationType type, long seed) {
    return built(type, 0.5, TensorShape.of(2, 3, 4)).apply(FRAMES, new SplittableRandom(seed));
  }

  private static Augmentation built(AugmentationType type, double strength, TensorShape input) {
    return Augmentations.build(List.of(new AugmentationSpec(type, strength)), input).get(0);
  }
}
