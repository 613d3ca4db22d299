package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.settings.TrainerSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training until a time, and on from there. 40 clips, 100 ms apart, every fifth unlabelled. */
class BackfillTest {
  private static final TrainerSettings WITHOUT_END = settings(Map.of());

  private final List<TrainerInput> inputs = new TestingFeed(40, 5).inputs();

  @ParameterizedTest
  @ValueSource(longs = {1, 50, 51, 777, 1_180, 1_181, 2_000, 4_500, 6_000})
  void shouldGoOnFromAPauseAsIfThereHadBeenNone(long until) {
    TestingModel through = new TestingModel();
    run(through, WITHOUT_END, Optional.empty(), inputs);

    TestingModel parts = new TestingModel();
    TrainerState paused = run(parts, endingAt(until, "pause"), Optional.empty(), inputs);
    run(parts, WITHOUT_END, Optional.of(paused), List.of());

    assertThat(parts.manifests())
        .extracting(ModelManifest::getVersion, ModelManifest::getStep, ModelManifest::getSha256)
        .isEqualTo(
            through.manifests().stream()
                .map(m -> tuple(m.getVersion(), m.getStep(), m.getSha256()))
                .toList());
    assertThat(parts.totals()).isEqualTo(through.totals());
  }

  @Test
  void shouldTrainNothingThatIsReadyAtTheEndOrLater() {
    TestingModel model = new TestingModel();
    run(
        model,
        endingAt(1_180, "pause"),
        Optional.empty(),
        inputs); // clip 10's sample is ready then

    assertThat(trained(model)).contains("clip-008").doesNotContain("clip-010", "clip-011");
  }

  @Test
  void shouldSayWhenItHasComeToTheEndAndNothingAfter() {
    TestingModel model = new TestingModel();
    run(model, endingAt(2_000, "pause"), Optional.empty(), inputs);

    assertThat(model.events)
        .filteredOn(event -> event.getTrainedUntil().toEpochMilli() >= 2_000)
        .singleElement()
        .isEqualTo(last(model))
        .extracting(TrainingEvent::getKind)
        .isEqualTo(TrainingEventKind.PROGRESS);
  }

  @Test
  void shouldSayItAgainAfterARestart() {
    TestingModel model = new TestingModel();
    TrainerState paused = run(model, endingAt(2_000, "pause"), Optional.empty(), inputs);
    TestingModel again = new TestingModel();
    again.models.addAll(model.models);
    run(again, endingAt(2_000, "pause"), Optional.of(paused), List.of());

    assertThat(again.events).containsExactly(last(model));
    assertThat(again.models).isEqualTo(model.models);
  }

  @Test
  void shouldTrainAndPublishWhatIsOpenWhenItFinishes() {
    TestingModel model = new TestingModel();
    TrainerState finished = run(model, endingAt(2_000, "finish"), Optional.empty(), inputs);

    // every sample that is ready before: clips 1 to 18 without every fifth
    assertThat(trained(model)).hasSize(15).contains("clip-018").doesNotContain("clip-019");
    assertThat(model.manifests().get(model.manifests().size() - 1).getStep())
        .isEqualTo(last(model).getStep());

    run(model, WITHOUT_END, Optional.of(finished), List.of());
    assertThat(trained(model)).hasSize(32).doesNotHaveDuplicates();
    assertThat(model.totals()).containsEntry("trained", 32.0).containsEntry("unlabelled", 8.0);
    assertThat(model.manifests())
        .extracting(ModelManifest::getVersion)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  private static TrainerSettings endingAt(long until, String how) {
    return settings(
        Map.of("trainer.until", Instant.ofEpochMilli(until).toString(), "trainer.at-until", how));
  }

  private static TrainerState run(
      TestingModel model,
      TrainerSettings settings,
      Optional<TrainerState> state,
      List<TrainerInput> inputs) {
    try (ModelTrainer trainer = model.trainer(settings, state)) {
      inputs.forEach(trainer::accept);
      for (long known : new long[] {10, 1_500, 1_999, 2_500, END, END + 1}) {
        while (trainer.work(known)) {
          // one step per call
        }
      }
      return trainer.snapshot();
    }
  }

  private static List<String> trained(TestingModel model) {
    return model.events.stream().flatMap(event -> event.getClipIds().stream()).toList();
  }

  private static TrainingEvent last(TestingModel model) {
    return model.events.get(model.events.size() - 1);
  }
}
