package dev.tandem.learner.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.Sample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.AugmentationSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AugmenterTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final AugmentationSettings BOTH =
      AugmentationSettings.parse(
          AugmentationSettings.OF_NEW,
          Map.of("sound", "noise", "sight", "shift+time-mask+frequency-mask+noise:0.1"));
  private static final Augmenter AUGMENTER = new Augmenter(BOTH, PAIR, 7);

  private final List<Sample> samples = Sample.ofNew(TestingClips.batch(PAIR, 6, 0), 40);

  @Test
  void shouldDoTheSameToASampleInAnyBatch() {
    List<LabelledExample> together = AUGMENTER.augmented(samples);
    List<Sample> reversed = new ArrayList<>(samples);
    Collections.reverse(reversed);
    List<LabelledExample> backwards = new Augmenter(BOTH, PAIR, 7).augmented(reversed);

    for (int i = 0; i < samples.size(); i++) {
      requireSame(AUGMENTER.augmented(List.of(samples.get(i))).get(0), together.get(i));
      requireSame(backwards.get(samples.size() - 1 - i), together.get(i));
    }
  }

  @Test
  void shouldDoTheSameOnAnyThread() throws InterruptedException {
    List<LabelledExample> here = AUGMENTER.augmented(samples);
    List<LabelledExample> there = new ArrayList<>();
    Thread thread = new Thread(() -> there.addAll(AUGMENTER.augmented(samples)));
    thread.start();
    thread.join();

    for (int i = 0; i < samples.size(); i++) {
      requireSame(there.get(i), here.get(i));
    }
  }

  /** One clip, with each number changed alone. */
  @Test
  void shouldDrawBySeedOrdinalAndReplay() {
    LabelledExample clip = samples.get(0).clip();
    Set<List<Float>> seen = new HashSet<>();
    for (long seed = 0; seed < 3; seed++) {
      for (long ordinal = 0; ordinal < 5; ordinal++) {
        for (int replay = 0; replay < 5; replay++) {
          Sample sample = new Sample(clip, ordinal, replay);
          LabelledExample changed =
              new Augmenter(BOTH, PAIR, seed).augmented(List.of(sample)).get(0);
          seen.add(list(changed, "sound"));
          seen.add(list(changed, "sight"));
        }
      }
    }
    assertThat(seen).as("no two alike").hasSize(2 * 3 * 5 * 5);
  }

  /** What is drawn for one modality does not depend on what is done to another. */
  @Test
  void shouldDrawForEachModalityByItself() {
    AugmentationSettings soundAlone =
        AugmentationSettings.parse(AugmentationSettings.OF_NEW, Map.of("sound", "noise"));
    LabelledExample both = AUGMENTER.augmented(samples).get(3);
    LabelledExample alone = new Augmenter(soundAlone, PAIR, 7).augmented(samples).get(3);

    assertThat(values(alone, "sound")).isEqualTo(values(both, "sound"));
    assertThat(values(alone, "sight")).isSameAs(values(samples.get(3).clip(), "sight"));
  }

  @Test
  void shouldLeaveAnAbsentModalityAbsent() {
    LabelledExample blind = TestingClips.without("sight", samples.get(2).clip());
    LabelledExample changed = AUGMENTER.augmented(List.of(new Sample(blind, 42, 0))).get(0);

    assertThat(changed.example().inputs()).containsOnlyKeys("sound");
    assertThat(values(changed, "sound"))
        .isEqualTo(values(AUGMENTER.augmented(samples).get(2), "sound"));
    assertThat(changed.label()).isEqualTo(blind.label());
    assertThat(changed.example().clipId()).isEqualTo(blind.example().clipId());
  }

  @Test
  void shouldLeaveTargetsAsTheyAre() {
    LabelledExample clip = new LabelledExample(samples.get(0).clip().example(), List.of(0.5f, -1f));

    assertThat(AUGMENTER.augmented(List.of(new Sample(clip, 0, 0))).get(0).targets())
        .containsExactly(0.5f, -1f);
  }

  /** The learner refuses it by its shape, as ever. */
  @Test
  void shouldLeaveWhatDoesNotFitToWhoRefusesIt() {
    TreeMap<String, float[]> inputs = new TreeMap<>(Map.of("sound", new float[5]));
    LabelledExample clip = new LabelledExample(new Example("c", inputs), 0);

    assertThat(values(AUGMENTER.augmented(List.of(new Sample(clip, 0, 0))).get(0), "sound"))
        .isSameAs(inputs.get("sound"));
  }

  @Test
  void shouldHandOnTheClipsThemselvesWhereItIsOff() {
    Augmenter off = new Augmenter(AugmentationSettings.off(), PAIR, 7);

    assertThat(off.augmented(samples).get(1)).isSameAs(samples.get(1).clip());
  }

  private static void requireSame(LabelledExample one, LabelledExample other) {
    for (String modality : PAIR.modalityNames()) {
      assertThat(values(one, modality)).isEqualTo(values(other, modality));
    }
  }

  private static float[] values(LabelledExample clip, String modality) {
    return clip.example().inputs().get(modality);
  }

  private static List<Float> list(LabelledExample clip, String modality) {
    List<Float> list = new ArrayList<>();
    for (float value : values(clip, modality)) {
      list.add(value);
    }
    return list;
  }
}
