package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static dev.tandem.trainer.training.TestingModel.workAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels with values of continuous targets. */
class TargetsTrainingTest {
  private static final int CLIPS = 160;

  private final TestingModel model = new TestingModel();
  private final List<TrainerInput> feed = feed();

  private static TrainerSettings regression(String loss) {
    return settings(
        Map.of(
            "trainer.targets", "height, width",
            "learner.loss", loss,
            "learner.learning-rate", "0.02"));
  }

  /** Cats are high and slim, dogs are low and wide. */
  private static List<TrainerInput> feed() {
    TestingFeed feed = new TestingFeed(CLIPS, 0);
    for (int i = 0; i < CLIPS; i++) {
      float height = i % 2 == 0 ? 0.8f : -0.8f;
      feed.labels.set(i, Optional.of(LabelValue.ofTargets(List.of(height, 0.5f - height / 2))));
    }
    return feed.inputs();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "ccc"})
  void shouldLearnValues(String loss) {
    model.run(regression(loss), feed);

    List<Double> errors = steps().stream().map(step -> fused(step).getLoss()).toList();
    assertThat(errors).hasSize(CLIPS / 4).allMatch(Double::isFinite);
    assertThat(mean(errors.subList(30, 40))).isLessThan(mean(errors.subList(0, 5)) / 2);
    assertThat(model.totals()).containsEntry("trained", (double) CLIPS);
  }

  @Test
  void shouldSayErrorsAndNoAccuracies() {
    model.run(regression("mse"), feed);

    assertThat(steps().get(0).getHeads())
        .extracting(HeadResult::getHead, HeadResult::getScored, HeadResult::getCorrect)
        .containsExactly(tuple("audio", 4, -1), tuple("fused", 4, -1), tuple("video", 3, -1));
    ModelManifest first = model.manifests().get(0);
    assertThat(first.getMetrics())
        .extracting(NamedValue::getName)
        .containsExactly(
            "prequential-error.audio", "prequential-error.fused", "prequential-error.video");
    double error = (fused(steps().get(0)).getLoss() + fused(steps().get(1)).getLoss()) / 2;
    assertThat(first.getMetrics().get(1).getValue()).isEqualTo(error);
    assertThat(first.getClassNames()).containsExactly("height", "width");
    assertThat(first.getArchitecture()).contains("\"task\":\"regression\"");
  }

  @Test
  void shouldGoOnAlikeAfterARestart() {
    model.run(regression("mse"), feed);
    TestingModel restarted = new TestingModel();
    TrainerState state;
    try (ModelTrainer trainer = restarted.trainer(regression("mse"), Optional.empty())) {
      feed.forEach(trainer::accept);
      workAll(trainer, 5_010);
      state = trainer.snapshot();
    }
    assertThat(state.order().waiting()).isNotEmpty();
    try (ModelTrainer trainer = restarted.trainer(regression("mse"), Optional.of(state))) {
      workAll(trainer, END);
    }

    assertThat(restarted.digests()).isEqualTo(model.digests());
    assertThat(restarted.totals()).isEqualTo(model.totals());
  }

  @Test
  void shouldNotBeginWithWhatOnlyClassesHave() {
    assertRefused(Map.of("publish.gate", "0.1"), "publish.gate is 0.1; must be 0 with trainer");
    assertRefused(Map.of("trainer.max-classes", "5"), "has targets, which no label adds");
    assertRefused(Map.of("learner.loss", "cross-entropy"), "a regression knows mse, ccc");
    assertRefused(
        Map.of("learner.loss", "ccc", "trainer.batch-size", "1"), "one clip has no concordance");
    assertRefused(Map.of("trainer.targets", "a,a"), "trainer.targets is 'a,a'");
    assertThat(settings(Map.of("trainer.targets", "a")).learner().classNames())
        .containsExactly("a");
  }

  private static void assertRefused(Map<String, String> changes, String reason) {
    TreeMap<String, String> all = new TreeMap<>(Map.of("trainer.targets", "a,b"));
    all.putAll(changes);
    assertThatThrownBy(() -> settings(all))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(reason);
  }

  private List<TrainingEvent> steps() {
    return model.events.stream().filter(e -> e.getKind() == TrainingEventKind.STEP).toList();
  }

  private static HeadResult fused(TrainingEvent step) {
    return step.getHeads().stream().filter(h -> h.getHead().equals("fused")).findFirst().get();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
