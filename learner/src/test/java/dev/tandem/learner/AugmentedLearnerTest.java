package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.AugmentationSettings;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AugmentedLearnerTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings PLAIN = TestingClips.settings(PAIR);
  private static final AugmentationSettings NOISE =
      AugmentationSettings.parse(
          AugmentationSettings.OF_NEW, Map.of("sound", "noise", "sight", "shift+time-mask"));
  private static final LearnerSettings NEW = PLAIN.withAugmentation(NOISE);
  private static final LearnerSettings REPLAYED =
      PLAIN.withRehearsal(RehearsalSettings.defaults().withAugmentation(NOISE));

  /** New clips are seen as they came, and what is learned from the replays is another model. */
  @Test
  void shouldLearnSomethingElseFromAugmentedReplays() {
    try (Learner plain = Learner.create(PLAIN);
        Learner augmented = Learner.create(REPLAYED)) {
      assertThat(augmented.train(batch(0)))
          .as("the new clips, before their replays")
          .isEqualTo(plain.train(batch(0)));
      assertThat(augmented.state().parameters()).isNotEqualTo(plain.state().parameters());
    }
  }

  @Test
  void shouldLearnSomethingElseFromAugmentedNewClips() {
    LearnerSettings once = NEW.withRehearsal(RehearsalSettings.none());
    try (Learner plain = Learner.create(PLAIN);
        Learner augmented = Learner.create(once)) {
      double loss = plain.train(batch(0)).losses().get("fused");

      assertThat(augmented.train(batch(0)).losses().get("fused")).isNotEqualTo(loss);
    }
  }

  /** Clips are kept as they came, whatever is done to them. */
  @Test
  void shouldKeepClipsAsTheyCame() {
    try (Learner plain = Learner.create(PLAIN);
        Learner augmented = Learner.create(REPLAYED.withAugmentation(NOISE))) {
      for (int k = 0; k < 3; k++) {
        plain.train(batch(k));
        augmented.train(batch(k));
      }
      assertThat(Bits.written(augmented.state().reservoir()::writeTo))
          .isEqualTo(Bits.written(plain.state().reservoir()::writeTo));
      assertThat(Bits.of(augmented.weights())).isNotEqualTo(Bits.of(plain.weights()));
    }
  }

  @Test
  void shouldAnswerTheClipAsItCame() {
    List<Example> examples = TestingClips.examples(batch(5));
    try (Learner plain = Learner.create(PLAIN);
        Learner augmented = Learner.create(NEW)) {
      assertThat(Bits.ofAnswers(augmented.predict(examples)))
          .isEqualTo(Bits.ofAnswers(plain.predict(examples)));
    }
  }

  /** Ordinals follow from the clips that were trained, not from their batches. */
  @Test
  void shouldCountTheClipsThatWereTrained() {
    try (Learner learner = Learner.create(NEW)) {
      learner.train(batch(0));
      learner.train(batch(1).subList(0, 5));
      assertThat(learner.state().counts().samples()).isEqualTo(13);

      assertThat(learner.train(batch(-1)).trained()).as("a batch that is not finite").isFalse();
      assertThat(learner.state().counts().samples()).isEqualTo(13);

      learner.resume(learner.weights());
      assertThat(learner.state().counts().samples()).isEqualTo(13);
      try (Learner grown = learner.grownBy(List.of("late"))) {
        assertThat(grown.settings().augmentation()).isEqualTo(NOISE);
        assertThat(grown.state().counts().samples()).isEqualTo(13);
      }
    }
  }

  /** Clips that the reservoir kept go on with their ordinals and replays. */
  @Test
  void shouldAugmentAlikeWhenAClassHasCome() {
    LearnerSettings settings =
        REPLAYED
            .withAugmentation(NOISE)
            .withRehearsal(REPLAYED.rehearsal().withClips(12).withUpdatesPerBatch(2));
    Learner small = Learner.create(settings);
    for (int k = 0; k < 3; k++) {
      small.train(batch(k));
    }
    LearnerState saved = Bits.read(Bits.of(small.state()));
    try (Learner grown = small.grownBy(List.of("late"));
        Learner other = Learner.restore(settings, saved).grownBy(List.of("late"))) {
      for (int k = 3; k < 6; k++) {
        List<LabelledExample> batch = TestingClips.batch(PAIR.withClasses(4), 8, k);
        assertThat(grown.train(batch)).isEqualTo(other.train(batch));
      }
      assertThat(Bits.of(grown.state())).isEqualTo(Bits.of(other.state()));
    }
  }

  /** Number −1 is full of what is no number. */
  private static List<LabelledExample> batch(int k) {
    List<LabelledExample> batch = TestingClips.batch(PAIR, 8, k);
    if (k < 0) {
      batch.forEach(clip -> clip.example().inputs().get("sound")[0] = Float.NaN);
    }
    return batch;
  }
}
