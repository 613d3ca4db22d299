package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static dev.tandem.trainer.training.TestingModel.workAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Labels of classes that the model did not begin with. */
class NewClassesTest {
  private static final TrainerSettings GROWING = settings(Map.of("trainer.max-classes", "4"));

  private final TestingModel model = new TestingModel();

  /** Of 40 clips; from the 20th on there are foxes, from the 28th owls. */
  private final List<TrainerInput> feed =
      new TestingFeed(40, 0).inputs().stream().map(NewClassesTest::renamed).toList();

  private static TrainerInput renamed(TrainerInput input) {
    if (input instanceof Verdict verdict) {
      int index = Integer.parseInt(verdict.clipId().substring("clip-".length()));
      if (index >= 20 && index % 4 == 0) {
        return new Verdict(
            verdict.clipId(), verdict.readyTime(), Optional.of(LabelValue.ofClass("fox")));
      }
      if (index >= 28 && index % 4 == 3) {
        return new Verdict(
            verdict.clipId(), verdict.readyTime(), Optional.of(LabelValue.ofClass("owl")));
      }
    }
    return input;
  }

  @Test
  void shouldAddClassesInTheOrderOfTraining() {
    model.run(GROWING, feed);

    assertThat(model.manifests())
        .extracting(ModelManifest::getClassNames)
        .startsWith(List.of("cat", "dog"))
        .contains(List.of("cat", "dog", "fox"))
        .endsWith(List.of("cat", "dog", "fox", "owl"));
    assertThat(model.totals())
        .containsEntry("classesAdded", 2.0)
        .containsEntry("trained", 40.0)
        .containsEntry("skippedUnknownClass", 0.0);
  }

  @Test
  void shouldDescribeTheNetworkAsItIs() {
    model.run(GROWING, feed);

    assertThat(model.manifests().get(0).getArchitecture()).contains("\"classes\":2");
    assertThat(last(model).getArchitecture()).contains("\"classes\":4");
    assertThat(TestingModel.tensors(model.payload(1))).anyMatch(t -> t.shape()[0] == 2);
    assertThat(TestingModel.tensors(model.payload(last(model).getVersion())))
        .anyMatch(t -> t.shape()[0] == 4)
        .noneMatch(t -> t.shape()[0] == 2);
  }

  @Test
  void shouldGoOnAlikeAfterARestart() {
    model.run(GROWING, feed);
    TestingModel restarted = new TestingModel();
    TrainerState state;
    try (ModelTrainer trainer = restarted.trainer(GROWING, Optional.empty())) {
      feed.forEach(trainer::accept);
      workAll(trainer, 2_700); // there are foxes, and no owls yet
      state = trainer.snapshot();
    }
    assertThat(state.learner().identity().classNames()).containsExactly("cat", "dog", "fox");
    try (ModelTrainer trainer = restarted.trainer(GROWING, Optional.of(state))) {
      workAll(trainer, END);
    }

    assertThat(restarted.digests()).isEqualTo(model.digests());
    assertThat(restarted.totals()).isEqualTo(model.totals());
  }

  @Test
  void shouldSkipClipsOfClassesThatItHasNoRoomFor() {
    model.run(settings(Map.of("trainer.max-classes", "3")), feed);

    assertThat(last(model).getClassNames()).containsExactly("cat", "dog", "fox");
    assertThat(model.totals())
        .containsEntry("classesAdded", 1.0)
        .containsEntry("skippedUnknownClass", 3.0) // of clips 31, 35 and 39
        .containsEntry("skipped", 3.0)
        .containsEntry("trained", 37.0);
    assertThat(model.events)
        .flatExtracting(TrainingEvent::getClipIds)
        .hasSize(37)
        .doesNotContain("clip-031", "clip-035", "clip-039");
  }

  @Test
  void shouldGoOnFromAVersionOfBeforeAClassCame() {
    List<TrainerInput> words = new ArrayList<>();
    words.add(new Control(TestingWords.resume(0, 1, 3_500)));
    words.addAll(feed);
    model.run(GROWING, words);

    assertThat(model.refusals).isEmpty();
    assertThat(last(model).getClassNames()).containsExactly("cat", "dog", "fox", "owl");
    TestingModel straight = new TestingModel();
    straight.run(GROWING, feed);
    assertThat(model.digests())
        .isNotEqualTo(straight.digests())
        .startsWith(straight.digests().get(0));
    TestingModel replay = new TestingModel();
    replay.run(GROWING, words);
    assertThat(replay.digests()).isEqualTo(model.digests());
  }

  @Test
  void shouldRefuseStateOfMoreClassesThanItMayKnow() {
    TrainerState state;
    try (ModelTrainer trainer = model.trainer(GROWING, Optional.empty())) {
      feed.forEach(trainer::accept);
      workAll(trainer, END);
      state = trainer.snapshot();
    }

    assertThatThrownBy(() -> model.trainer(settings(Map.of()), Optional.of(state)))
        .isInstanceOf(RefusedBeginningException.class)
        .hasMessage(
            "trainer.max-classes allows 2; the saved state knows 4. Set it to as many, or to more.");
  }

  @Test
  void shouldNotBeginWithoutRoomToRehearseThemAll() {
    assertThatThrownBy(
            () -> settings(Map.of("trainer.max-classes", "50", "learner.rehearsal-clips", "40")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must have room for a clip of each of 50 classes");
  }

  private static ModelManifest last(TestingModel model) {
    List<ModelManifest> all = model.manifests();
    return all.get(all.size() - 1);
  }
}
