package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.learner.Learner;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.evaluation.Prequential;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedText;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.stream.door.Tally;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Unused;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {
  private static final TrainerSettings SETTINGS = settings(Map.of());

  private final TestingModel model = new TestingModel();

  @Test
  void shouldPublishEverySecondStepAndWhatIsLeftAtTheEnd() {
    // 9 labelled clips make batches of 4, 4 and 1
    run(new TestingFeed(9, 0));

    assertThat(model.manifests())
        .extracting(ModelManifest::getVersion, ModelManifest::getStep)
        .containsExactly(tuple(1, 2L), tuple(2, 3L));
    assertThat(model.manifests())
        .allSatisfy(m -> assertThat(m.getModel()).isEqualTo("tiny"))
        .allSatisfy(m -> assertThat(m.getClassNames()).containsExactly("cat", "dog"));
  }

  @Test
  void shouldSayWhereAVersionComesFrom() {
    run(new TestingFeed(9, 0));

    assertThat(model.manifests().get(0).getProvenance())
        .extracting(NamedText::getName)
        .contains("trainer.batch-size", "trainer.seed", "trained from", "tandem", "fingerprint");
    assertThat(model.manifests().get(0).getProvenance())
        .contains(new NamedText("trained from", "1970-01-01T00:00:00.040Z"));
  }

  @Test
  void shouldReportEachStepWithItsClips() {
    run(new TestingFeed(5, 0));

    assertThat(model.events)
        .extracting(TrainingEvent::getKind)
        .startsWith(TrainingEventKind.STEP, TrainingEventKind.STEP)
        .endsWith(TrainingEventKind.PROGRESS);
    assertThat(model.events.get(0).getClipIds())
        .containsExactly("clip-000", "clip-001", "clip-002", "clip-003");
    assertThat(model.events.get(0).getSequence()).isEqualTo(2);
    assertThat(model.events.get(1).getClipIds()).containsExactly("clip-004");
    assertThat(model.events.get(1).getPublishedVersion()).isEqualTo(1);
  }

  @Test
  void shouldSkipAClipWhoseIdIsStillInUse() {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      for (int time = 0; time < 20; time += 10) {
        trainer.accept(new Candidate(TestingModel.clip(0, time)));
        trainer.accept(new Verdict("clip-000", time, Optional.of(LabelValue.ofClass("cat"))));
      }
      trainer.work(TestingModel.END);
      trainer.work(TestingModel.END);

      assertThat(trainer.snapshot().totals())
          .containsEntry("complete", 2L)
          .containsEntry("trained", 1L)
          .containsEntry("skipped", 1L);
    }
  }

  @Test
  void shouldScoreClipsByTheModelBeforeItsStep() {
    run(new TestingFeed(4, 0));

    TrainingEvent event = model.events.get(0);
    var fused =
        event.getHeads().stream().filter(h -> h.getHead().equals("fused")).findFirst().get();
    assertThat(fused.getScored()).isEqualTo(4);
    assertThat(fused.getLoss()).isEqualTo(freshLogLoss(4) / 4);
  }

  /** Before its step, and as the clips came. */
  @Test
  void shouldScoreClipsAsTheyCameWhereTheyAreAugmented() {
    TrainerSettings augmented =
        settings(Map.of("learner.augment", "audio=noise:1,video=shift:0.5+noise:1"));
    model.run(augmented, new TestingFeed(4, 0).inputs());

    var fused =
        model.events.get(0).getHeads().stream()
            .filter(h -> h.getHead().equals("fused"))
            .findFirst()
            .get();
    assertThat(fused.getLoss()).isEqualTo(freshLogLoss(4) / 4);
    assertThat(model.manifests().get(0).getProvenance())
        .contains(new NamedText("learner.augment", "audio=noise:1,video=shift:0.5+noise:1"));
  }

  /** Summed over the first clips, by a learner that has seen nothing. */
  private static double freshLogLoss(int clips) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < clips; i++) {
      TreeMap<String, float[]> inputs = new TreeMap<>();
      TestingModel.clip(i, 0)
          .modalities()
          .forEach(m -> inputs.put(m.modality() == 0 ? "audio" : "video", m.values()));
      examples.add(new Example("clip", inputs));
    }
    try (Learner fresh = Learner.create(SETTINGS.learner())) {
      double loss = 0;
      List<HeadOutputs> said = fresh.predict(examples);
      for (int i = 0; i < clips; i++) {
        LabelledExample known = new LabelledExample(examples.get(i), i % 2);
        loss += Prequential.score(said.get(i), known).get("fused").loss();
      }
      return loss;
    }
  }

  @Test
  void shouldSkipWhatIsNotFiniteHaltAndResumeFromAVersion() {
    TrainerSettings settings = settings(Map.of("learner.max-skipped", "2"));
    try (ModelTrainer trainer = model.trainer(settings, Optional.empty())) {
      new TestingFeed(8, 0).inputs().forEach(trainer::accept);
      workAll(trainer, 900);
      for (int i = 100; i < 112; i++) {
        trainer.accept(new Candidate(TestingModel.poisoned(i, 2000 + i)));
        trainer.accept(
            new Verdict(
                "clip-%03d".formatted(i), 2000 + i, Optional.of(LabelValue.ofClass("cat"))));
      }
      workAll(trainer, 10_000);

      List<TrainingEvent> skipped =
          model.events.stream().filter(e -> e.getKind() == TrainingEventKind.SKIPPED).toList();
      assertThat(skipped).hasSize(3);
      assertThat(skipped.get(0).getClipIds()).contains("clip-100").hasSize(4);
      assertThat(skipped).extracting(TrainingEvent::getSequence).containsExactly(6L, 8L, 10L);
      assertThat(model.totals())
          .containsEntry("batchesSkipped", 3.0)
          .containsEntry("halted", 1.0)
          .containsEntry("skipped", 12.0)
          .containsEntry("trained", 8.0);

      assertThat(skipped.get(0).getReason()).contains(" is ");
      assertThat(skipped.get(2).getReason()).isEqualTo("the model is halted");

      trainer.accept(new Control(TestingWords.resume(0, 1, 15_000)));
      for (int i = 200; i < 204; i++) {
        trainer.accept(new Candidate(TestingModel.clip(i, 20_000 + i)));
        trainer.accept(
            new Verdict(
                "clip-%03d".formatted(i), 20_000 + i, Optional.of(LabelValue.ofClass("cat"))));
      }
      workAll(trainer, 30_000);
      assertThat(model.totals()).containsEntry("halted", 0.0).containsEntry("trained", 12.0);
    }
  }

  @Test
  void shouldAddUpItsTotals() {
    TestingFeed feed = new TestingFeed(40, 5);
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      feed.inputs().forEach(trainer::accept);
      trainer.accept(new Lost(ClipOutcome.LATE));
      trainer.accept(new Lost(ClipOutcome.DEAD_LETTERED));
      trainer.accept(new Unused(Tally.DUPLICATE));
      workAll(trainer, END);
    }

    Map<String, Double> totals = model.totals();
    assertThat(totals)
        .containsEntry("complete", 35.0)
        .containsEntry("partial", 5.0)
        .containsEntry("late", 1.0)
        .containsEntry("deadLettered", 1.0)
        .containsEntry("trained", 32.0)
        .containsEntry("unlabelled", 8.0)
        .containsEntry("skipped", 0.0)
        .containsEntry("recordsDuplicate", 1.0)
        .containsEntry("recordsInvalid", 0.0)
        .containsEntry("published", (double) model.manifests().size());
  }

  @Test
  void shouldTakeAtMostOneStepPerCall() {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      new TestingFeed(12, 0).inputs().forEach(trainer::accept);

      for (int step = 1; step <= 3; step++) {
        assertThat(trainer.work(END)).isTrue();
        assertThat(model.events).hasSize(step);
      }
      assertThat(trainer.work(END)).isFalse();
    }
  }

  @Test
  void shouldReportProgressWhenSomethingWasCountedOrTimeWentOn() {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      trainer.accept(new Lost(ClipOutcome.LATE));
      workAll(trainer, 10);
      workAll(trainer, 20);
      trainer.accept(new Lost(ClipOutcome.LATE));
      workAll(trainer, 30);
      workAll(trainer, 1029);
      workAll(trainer, 1030);
    }

    assertThat(model.events)
        .extracting(e -> e.getTrainedUntil().toEpochMilli())
        .containsExactly(10L, 30L, 1030L);
  }

  @Test
  void shouldReportTheEndWhenTheLastStepWasPublished() {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      new TestingFeed(8, 0).inputs().forEach(trainer::accept);
      workAll(trainer, 900);
      workAll(trainer, END);
    }

    TrainingEvent last = model.events.get(model.events.size() - 1);
    assertThat(last.getKind()).isEqualTo(TrainingEventKind.PROGRESS);
    assertThat(last.getTrainedUntil().toEpochMilli()).isEqualTo(END);
    assertThat(last.getPublishedVersion()).isEqualTo(1);
  }

  @Test
  void shouldCloseNoBatchBecauseItStops() {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      new TestingFeed(3, 0).inputs().forEach(trainer::accept);
      workAll(trainer, 400);
    }

    assertThat(model.models).isEmpty();
    assertThat(model.events).isEmpty();
  }

  private void run(TestingFeed feed) {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      feed.inputs().forEach(trainer::accept);
      workAll(trainer, END);
    }
  }

  private static void workAll(ModelTrainer trainer, long known) {
    while (trainer.work(known)) {
      // one step per call
    }
  }
}
