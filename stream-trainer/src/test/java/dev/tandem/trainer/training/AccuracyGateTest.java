package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static dev.tandem.trainer.training.TestingModel.workAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.trainer.control.ControlState;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.publication.PublicationState.Retained;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * 160 clips in batches of 4, a version every 2 steps. From clip 80 on, cats are called dogs and
 * dogs cats: version 11 is the first of them, published at about 8,700.
 */
class AccuracyGateTest {
  private static final double THRESHOLD = 0.3;
  private static final TrainerSettings GATED =
      settings(
          Map.of(
              "publish.gate",
              Double.toString(THRESHOLD),
              "publish.retain",
              "2",
              "learner.learning-rate",
              "0.05",
              "learner.readout",
              "fused",
              "learner.updates-per-batch",
              "0"));
  private static final int FIRST_BAD = 11;

  private final TestingModel model = new TestingModel();
  private final List<TrainerInput> feed = feed();

  private static List<TrainerInput> feed() {
    TestingFeed feed = new TestingFeed(160, 0);
    for (int i = 80; i < 160; i++) {
      feed.labels.set(i, Optional.of(LabelValue.ofClass(TestingModel.CLASSES.get(1 - i % 2))));
    }
    return feed.inputs();
  }

  @Test
  void shouldHoldWhatFellBelowTheLastOneThatWasNotHeld() {
    model.run(GATED, feed);

    assertThat(held()).contains(FIRST_BAD).doesNotContain(1, FIRST_BAD - 1);
    double reference = Double.NaN;
    for (ModelManifest manifest : model.manifests()) {
      double accuracy = accuracy(manifest);
      boolean fell = reference - accuracy > THRESHOLD;
      assertThat(!manifest.getHeld().isEmpty()).as(manifest.toString()).isEqualTo(fell);
      reference = fell ? reference : accuracy;
    }
  }

  @Test
  void shouldSayWhy() {
    model.run(GATED, feed);

    assertThat(model.manifests().get(FIRST_BAD - 1).getHeld())
        .isEqualTo(
            "prequential accuracy is %.3f, more than publish.gate=0.3 below the %.3f of version 10"
                .formatted(
                    accuracy(model.manifests().get(FIRST_BAD - 1)),
                    accuracy(model.manifests().get(FIRST_BAD - 2))));
  }

  @Test
  void shouldHoldNothingWithoutAGate() {
    model.run(settings(Map.of()), feed);

    assertThat(held()).isEmpty();
  }

  @Test
  void shouldLeaveThePointerAtTheLastOneThatIsNotHeldAndKeepThatOneOnItsTopic() {
    model.run(GATED, feed.subList(0, 2 * 8 * 14)); // 14 versions

    List<Integer> held = held();
    assertThat(held).hasSizeGreaterThan(2); // more than are retained
    assertThat(pointed()).doesNotContainAnyElementsOf(held).contains(FIRST_BAD - 1);
    assertThat(retired()).doesNotContain(pointed().get(pointed().size() - 1));
  }

  @Test
  void shouldLearnTheSameModelWithAGate() {
    model.run(GATED, feed);
    TestingModel without = new TestingModel();
    TrainerSettings open =
        settings(
            Map.of(
                "learner.learning-rate",
                "0.05",
                "learner.readout",
                "fused",
                "learner.updates-per-batch",
                "0"));
    without.run(open, feed);

    assertThat(model.digests()).isEqualTo(without.digests());
  }

  @Test
  void shouldCompareWithAReleasedVersionFromTheTimeOfItsReleaseOn() {
    List<TrainerInput> words = new ArrayList<>(feed);
    words.add(0, new Control(TestingWords.releaseOf(0, FIRST_BAD, 9_000)));
    model.run(GATED, words);

    assertThat(held()).contains(FIRST_BAD).doesNotContain(FIRST_BAD + 1);
  }

  @Test
  void shouldDecideAlikeAfterARestart() {
    List<TrainerInput> words = new ArrayList<>(feed);
    words.add(0, new Control(TestingWords.releaseOf(0, FIRST_BAD, 10_500)));
    model.run(GATED, words);
    TestingModel restarted = new TestingModel();
    TrainerState state;
    ControlState controls;
    try (ModelTrainer trainer = restarted.trainer(GATED, Optional.empty())) {
      words.forEach(trainer::accept);
      workAll(trainer, 10_000);
      state = trainer.snapshot();
      controls = trainer.controls();
    }
    try (ModelTrainer trainer = restarted.trainer(GATED, Optional.of(state), controls)) {
      trainer.accept(words.get(0)); // all words are read again
      workAll(trainer, END);
    }

    assertThat(restarted.manifests()).isEqualTo(model.manifests());
    assertThat(held()).hasSizeGreaterThan(1);
  }

  @Test
  void shouldRefuseAReleaseForVersionsThatWereCompared() {
    try (ModelTrainer trainer = model.trainer(GATED, Optional.empty())) {
      feed.forEach(trainer::accept);
      workAll(trainer, 10_000);
      trainer.accept(new Control(TestingWords.releaseOf(0, FIRST_BAD, 9_000)));
      workAll(trainer, END);
    }
    TestingModel unsaid = new TestingModel();
    unsaid.run(GATED, feed);

    assertThat(model.refusals)
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal.reason())
                    .startsWith(
                        "consumers follow tiny@1.11, but later versions are not compared with it: that was to begin at 1970-01-01T00:00:09Z, and versions up to ")
                    .endsWith("say it again with a later time"));
    assertThat(model.manifests()).isEqualTo(unsaid.manifests());
  }

  @Test
  void shouldNotWriteAHeldVersionAgainThatTheTopicHas() {
    TrainerState state;
    try (ModelTrainer trainer = model.trainer(GATED, Optional.empty())) {
      feed.subList(0, 2 * 8 * FIRST_BAD).forEach(trainer::accept);
      workAll(trainer, END);
      state = trainer.snapshot();
    }
    int written = model.models.size();
    assertThat(held()).containsExactly(FIRST_BAD);

    model.trainer(GATED, Optional.of(state)).close();

    assertThat(model.models).hasSize(written);
  }

  @Test
  void shouldNotWriteAHeldVersionTwiceFromOlderState() {
    TrainerState older;
    try (ModelTrainer trainer = model.trainer(GATED, Optional.empty())) {
      feed.subList(0, 2 * 8 * FIRST_BAD).forEach(trainer::accept);
      workAll(trainer, 8_000);
      older = trainer.snapshot();
      workAll(trainer, END);
    }
    List<ModelManifest> once = model.manifests();
    assertThat(held()).containsExactly(FIRST_BAD);

    try (ModelTrainer trainer = model.trainer(GATED, Optional.of(older))) {
      workAll(trainer, END);
    }

    assertThat(model.manifests()).isEqualTo(once);
  }

  @Test
  void shouldTakeTheWordOfTheVersionBeforeWhereFewClipsWereScored() {
    try (ModelTrainer trainer = model.trainer(GATED, Optional.empty())) {
      feed.subList(0, 2 * 75).forEach(trainer::accept); // 3 clips after version 9
      workAll(trainer, END);
      List<Retained> retained = trainer.snapshot().publication().retained();

      assertThat(retained).extracting(Retained::version).containsExactly(9, 10);
      assertThat(retained.get(1).accuracy()).isEqualTo(retained.get(0).accuracy());
      assertThat(retained.get(0).accuracy()).isEqualTo(accuracy(model.manifests().get(8)));
    }
  }

  @Test
  void shouldKeepWhatTheTopicSaysOfAVersionUnderAnotherGate() {
    TrainerState older;
    try (ModelTrainer trainer = model.trainer(GATED, Optional.empty())) {
      feed.subList(0, 2 * 8 * FIRST_BAD).forEach(trainer::accept);
      workAll(trainer, 8_000);
      older = trainer.snapshot();
      workAll(trainer, END);
    }
    Map<String, String> ungated = new TreeMap<>(GATED.given());
    ungated.put("publish.gate", "0");
    try (ModelTrainer trainer = model.trainer(settings(ungated), Optional.of(older))) {
      workAll(trainer, END);

      assertThat(trainer.snapshot().publication().retained())
          .filteredOn(Retained::held)
          .extracting(Retained::version)
          .containsExactly(FIRST_BAD);
    }
  }

  private List<Integer> held() {
    return model.manifests().stream()
        .filter(manifest -> !manifest.getHeld().isEmpty())
        .map(ModelManifest::getVersion)
        .toList();
  }

  private static double accuracy(ModelManifest manifest) {
    return manifest.getMetrics().stream()
        .filter(metric -> metric.getName().equals("prequential.fused"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** Versions that a pointer has named, in order. */
  private List<Integer> pointed() {
    return model.models.stream()
        .filter(record -> new String(record.key(), UTF_8).equals("tiny"))
        .map(record -> Wire.decode(record.value(), ModelPointer.class).getVersion())
        .toList();
  }

  private List<Integer> retired() {
    return model.models.stream()
        .filter(record -> record.value() == null)
        .flatMap(record -> ModelKey.ofManifestKey(new String(record.key(), UTF_8)).stream())
        .map(ModelKey::version)
        .toList();
  }
}
