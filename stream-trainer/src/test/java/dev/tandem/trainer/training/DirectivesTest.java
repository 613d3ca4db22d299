package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static dev.tandem.trainer.training.TestingModel.workAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.control.ControlState;
import dev.tandem.trainer.control.Controls.Refusal;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 40 labelled clips, 100 ms apart, in batches of 4; a version every 2 steps. */
class DirectivesTest {
  private static final TrainerSettings SETTINGS = settings(Map.of());

  private final TestingModel model = new TestingModel();
  private final List<TrainerInput> feed = new TestingFeed(40, 0).inputs();

  @Test
  void shouldLearnNothingBetweenHaltAndResume() {
    model.run(SETTINGS, said(0, TestingWords.halt(0, 1_700), TestingWords.resume(1, 2, 2_700)));

    List<TrainingEvent> skipped = skipped();
    assertThat(skipped).isNotEmpty();
    assertThat(skipped).extracting(TrainingEvent::getReason).containsOnly("the model is halted");
    assertThat(skipped)
        .extracting(event -> event.getTrainedUntil().toEpochMilli())
        .allSatisfy(time -> assertThat(time).isBetween(1_700L, 2_699L));
    assertThat(model.totals())
        .containsEntry("halted", 0.0)
        .containsEntry("skipped", 4.0 * skipped.size())
        .containsEntry("trained", 40.0 - 4 * skipped.size());
  }

  @Test
  void shouldGoOnFromTheVersionAsAnotherModelThatBeginsWithIt() {
    model.run(SETTINGS, said(0, TestingWords.resume(0, 1, 2_000)));
    TestingModel straight = new TestingModel();
    straight.run(SETTINGS, feed);

    int changed = 0;
    while (model.digests().get(changed).equals(straight.digests().get(changed))) {
      changed++;
    }
    assertThat(model.manifests().get(changed).getTrainedUntil().toEpochMilli())
        .isGreaterThanOrEqualTo(2_000);
    assertThat(changed).isPositive();
  }

  @Test
  void shouldKeepTheVersionOnItsTopic() {
    TrainerSettings few = settings(Map.of("publish.retain", "2"));
    model.run(few, said(0, TestingWords.resume(0, 1, 2_900)));

    assertThat(model.refusals).isEmpty();
    assertThat(model.models)
        .filteredOn(record -> record.value() == null)
        .extracting(record -> new String(record.key(), UTF_8))
        .contains("tiny@1.2")
        .doesNotContain("tiny@1.1");
  }

  @Test
  void shouldGoOnFromAVersionThatIsNotCommittedYet() {
    model.run(SETTINGS, said(0, TestingWords.resume(0, 1, 2_000)));
    TestingModel replay = new TestingModel();
    replay.hidden = true;
    replay.run(SETTINGS, said(0, TestingWords.resume(0, 1, 2_000)));

    assertThat(replay.refusals).isEmpty();
    assertThat(replay.digests()).isEqualTo(model.digests());
  }

  @Test
  void shouldScoreTheNextVersionByClipsSinceTheWord() {
    model.run(SETTINGS, said(0, TestingWords.halt(0, 900), TestingWords.resume(1, 1, 2_900)));
    TestingModel straight = new TestingModel();
    straight.run(SETTINGS, said(0, TestingWords.resume(0, 1, 2_900)));

    assertThat(model.manifests().get(1).getMetrics())
        .isNotEmpty()
        .isNotEqualTo(straight.manifests().get(1).getMetrics());
    assertThat(model.manifests().get(1).getTrainedUntil().toEpochMilli())
        .isGreaterThanOrEqualTo(2_900);
  }

  @Test
  void shouldNotDependOnWhenTheWordCame() {
    model.run(SETTINGS, said(0, TestingWords.resume(0, 1, 2_900)));
    TestingModel later = new TestingModel();
    try (ModelTrainer trainer = later.trainer(SETTINGS, Optional.empty())) {
      feed.forEach(trainer::accept);
      workAll(trainer, 2_500);
      trainer.accept(new Control(TestingWords.resume(0, 1, 2_900)));
      workAll(trainer, END);
    }

    assertThat(later.refusals).isEmpty();
    assertThat(later.digests()).isEqualTo(model.digests());
  }

  @Test
  void shouldGoOnAlikeAfterARestart() {
    List<TrainerInput> words =
        said(0, TestingWords.halt(0, 1_700), TestingWords.resume(1, 1, 2_700));
    model.run(SETTINGS, words);
    TestingModel restarted = new TestingModel();
    TrainerState state;
    ControlState controls;
    try (ModelTrainer trainer = restarted.trainer(SETTINGS, Optional.empty())) {
      words.forEach(trainer::accept);
      workAll(trainer, 2_300);
      state = trainer.snapshot();
      controls = trainer.controls();
    }
    try (ModelTrainer trainer = restarted.trainer(SETTINGS, Optional.of(state), controls)) {
      trainer.accept(words.get(0)); // all words are read again
      trainer.accept(words.get(1));
      workAll(trainer, END);
    }

    assertThat(restarted.digests()).isEqualTo(model.digests());
    assertThat(restarted.refusals).isEmpty();
  }

  @Test
  void shouldRefuseToGoOnFromAVersionThatIsNotThere() {
    model.run(SETTINGS, said(0, TestingWords.resume(0, 77, 2_000)));
    TestingModel straight = new TestingModel();
    straight.run(SETTINGS, feed);

    assertThat(model.refusals)
        .extracting(Refusal::reason)
        .containsExactly("the model cannot go on from tiny@1.77: tiny@1.77 is not there");
    assertThat(model.digests()).isEqualTo(straight.digests());
    assertThat(model.totals()).containsEntry("recordsInvalid", 1.0);
  }

  @Test
  void shouldRefuseToGoOnFromAVersionOfOtherOutputs() {
    model.run(SETTINGS, feed);
    TrainerSettings turned =
        settings(Map.of("trainer.classes", "dog,cat", "trainer.generation", "2"));
    model.run(turned, said(0, TestingWords.resume(0, 1, 2_000)));

    assertThat(model.refusals)
        .extracting(Refusal::reason)
        .containsExactly(
            "the model cannot go on from tiny@1.1: it is a classification of [cat, dog]; the model"
                + " is a classification of [dog, cat]");
  }

  private List<TrainingEvent> skipped() {
    return model.events.stream()
        .filter(event -> event.getKind() == TrainingEventKind.SKIPPED)
        .toList();
  }

  private List<TrainerInput> said(int place, RawRecord... words) {
    List<TrainerInput> inputs = new ArrayList<>(feed);
    for (int i = 0; i < words.length; i++) {
      inputs.add(place + i, new Control(words[i]));
    }
    return inputs;
  }
}
