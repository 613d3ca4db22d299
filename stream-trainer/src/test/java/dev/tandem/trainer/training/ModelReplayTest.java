package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same inputs make the same versions, to the byte; any other input makes others. */
class ModelReplayTest {
  private static final TrainerSettings SETTINGS = settings(Map.of());
  private static final TrainerSettings AUGMENTED =
      settings(
          Map.of(
              "learner.augment", "audio=noise",
              "learner.rehearsal-augment", "audio=noise,video=shift:0.5+time-mask"));

  private final TestingFeed feed = new TestingFeed(40, 5);

  @Test
  void shouldPublishTheSameVersionsWhenRunAgain() {
    TestingModel first = atOnce(SETTINGS);

    assertThat(first.digests()).hasSize(4).doesNotHaveDuplicates();
    assertSameVersions(atOnce(SETTINGS), first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 250, 2000})
  void shouldNotDependOnArrivalOrOnStepsOfTheWatermark(int maxStep) {
    TestingModel expected = atOnce(SETTINGS);
    for (int seed = 0; seed < 3; seed++) {
      TestingModel model = new TestingModel();
      drive(SETTINGS, model, maxStep, new Random(seed), 0);

      assertSameVersions(model, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40})
  void shouldGoOnAlikeFromItsState(int inputsBetweenRestarts) {
    TestingModel model = new TestingModel();
    drive(SETTINGS, model, 150, new Random(1), inputsBetweenRestarts);

    assertSameVersions(model, atOnce(SETTINGS));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40})
  void shouldAugmentAlikeFromItsState(int inputsBetweenRestarts) {
    TestingModel model = new TestingModel();
    drive(AUGMENTED, model, 150, new Random(1), inputsBetweenRestarts);

    assertSameVersions(model, atOnce(AUGMENTED));
    assertThat(model.digests()).doesNotContainAnyElementsOf(atOnce(SETTINGS).digests());
  }

  @Test
  void shouldDependOnASample() {
    TestingModel before = atOnce(SETTINGS);
    JoinedClip clip = feed.clips.get(21);
    feed.clips.set(
        21,
        new JoinedClip(
            clip.clipId(),
            clip.clipTime(),
            clip.readyTime(),
            clip.stream(),
            clip.outcome(),
            TestingModel.clip(23, 0).modalities()));

    assertOtherFrom(atOnce(SETTINGS), before, 2);
  }

  @Test
  void shouldDependOnALabel() {
    TestingModel before = atOnce(SETTINGS);
    feed.labels.set(21, Optional.of(LabelValue.ofClass("cat")));

    assertOtherFrom(atOnce(SETTINGS), before, 2);
  }

  @Test
  void shouldDependOnTheOrderOfTwoBatches() {
    TestingModel before = atOnce(SETTINGS);
    feed.swapTimes(21, 31);

    assertOtherFrom(atOnce(SETTINGS), before, 2);
  }

  @Test
  void shouldDependOnTheSeed() {
    TestingModel other = atOnce(settings(Map.of("trainer.seed", "1")));

    assertThat(other.digests()).hasSize(4).doesNotContainAnyElementsOf(atOnce(SETTINGS).digests());
  }

  /** The versions before {@code from} are the same, those after it are not. */
  private static void assertOtherFrom(TestingModel after, TestingModel before, int from) {
    assertThat(after.digests()).hasSameSizeAs(before.digests());
    assertThat(after.digests().subList(0, from)).isEqualTo(before.digests().subList(0, from));
    assertThat(after.digests().subList(from, 4))
        .doesNotContainAnyElementsOf(before.digests().subList(from, 4));
  }

  private static void assertSameVersions(TestingModel actual, TestingModel expected) {
    assertThat(actual.digests()).isEqualTo(expected.digests());
    assertThat(actual.models)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(expected.models);
  }

  private TestingModel atOnce(TrainerSettings settings) {
    TestingModel model = new TestingModel();
    try (ModelTrainer trainer = model.trainer(settings, Optional.empty())) {
      feed.inputs().forEach(trainer::accept);
      workAll(trainer, END);
    }
    return model;
  }

  /** {@code restartAfter} so many inputs it goes on from its state; 0 for never. */
  private void drive(
      TrainerSettings settings, TestingModel model, int maxStep, Random random, int restartAfter) {
    List<TrainerInput> left = new ArrayList<>(feed.inputs());
    Collections.shuffle(left, random);
    ModelTrainer trainer = model.trainer(settings, Optional.empty());
    long known = -1;
    int since = 0;
    while (!left.isEmpty()) {
      known += 1 + random.nextInt(maxStep);
      since += arrive(left, known, random, trainer);
      workAll(trainer, known);
      if (restartAfter > 0 && since >= restartAfter) {
        trainer = restarted(settings, trainer, model);
        since = 0;
      }
    }
    workAll(trainer, END);
    trainer.close();
  }

  private static int arrive(
      List<TrainerInput> left, long known, Random random, ModelTrainer trainer) {
    int arrived = left.size();
    for (Iterator<TrainerInput> inputs = left.iterator(); inputs.hasNext(); ) {
      TrainerInput input = inputs.next();
      if (TestingFeed.due(input) <= known || random.nextInt(100) == 0) {
        trainer.accept(input);
        inputs.remove();
      }
    }
    return arrived - left.size();
  }

  private static ModelTrainer restarted(
      TrainerSettings settings, ModelTrainer trainer, TestingModel model) {
    TrainerState state = RoundTrip.of(TrainerState.TYPE.serializer(), trainer.snapshot());
    trainer.close();
    return model.trainer(settings, Optional.of(state));
  }

  private static void workAll(ModelTrainer trainer, long known) {
    while (trainer.work(known)) {
      // one step per call
    }
  }
}
