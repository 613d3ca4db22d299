package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static dev.tandem.trainer.training.TestingModel.workAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.control.ControlState;
import dev.tandem.trainer.control.Controls.Refusal;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 40 labelled clips, 100 ms apart; the clip times are 40, 140, … */
class QuarantineTest {
  private static final RawRecord OUT =
      TestingWords.quarantine(0, TestingRecords.STREAM, 1_040); // clip 10
  private static final RawRecord IN =
      TestingWords.release(1, TestingRecords.STREAM, 2_040); // clip 20

  private final List<TrainerInput> feed = new TestingFeed(40, 0).inputs();
  private final TestingModel model = new TestingModel();

  @Test
  void shouldLearnAsIfTheClipsWereNotInTheLog() {
    List<TrainerInput> fewer = new ArrayList<>(feed);
    fewer.subList(20, 40).clear(); // candidates and verdicts of clips 10 to 19
    TestingModel without = new TestingModel();
    without.run(settings(Map.of()), fewer);

    model.run(settings(Map.of()), said(0, OUT, IN));

    assertThat(model.digests()).hasSizeGreaterThan(1).isEqualTo(without.digests());
    assertThat(model.totals())
        .containsEntry("skippedQuarantined", 10.0)
        .containsEntry("skipped", 10.0)
        .containsEntry("trained", 30.0);
  }

  @Test
  void shouldNotDependOnWhenTheWordCame() {
    model.run(settings(Map.of()), said(0, OUT, IN));
    TestingModel later = new TestingModel();
    later.run(
        settings(Map.of()),
        said(80, OUT, IN)); // behind the clips that it is about, before they are decided

    assertThat(later.digests()).isEqualTo(model.digests());
  }

  @Test
  void shouldRefuseAWordThatComesTooLateAndLearnAsIfItHadNotBeenSaid() {
    TestingModel unsaid = new TestingModel();
    unsaid.run(settings(Map.of()), feed);

    try (ModelTrainer trainer = model.trainer(settings(Map.of()), Optional.empty())) {
      feed.forEach(trainer::accept);
      workAll(trainer, 1_050); // the ready time of clip 10
      trainer.accept(new Control(OUT));
      workAll(trainer, END);
    }

    assertThat(model.refusals).extracting(Refusal::raw).containsExactly(OUT);
    assertThat(model.digests()).isEqualTo(unsaid.digests());
    assertThat(model.totals()).containsEntry("recordsLate", 1.0).containsEntry("skipped", 0.0);
  }

  @Test
  void shouldGoOnAlikeAfterARestart() {
    model.run(settings(Map.of()), said(0, OUT, IN));
    TestingModel restarted = new TestingModel();
    TrainerState state;
    ControlState controls;
    try (ModelTrainer trainer = restarted.trainer(settings(Map.of()), Optional.empty())) {
      said(0, OUT, IN).forEach(trainer::accept);
      workAll(trainer, 1_500);
      state = trainer.snapshot();
      controls = trainer.controls();
    }
    try (ModelTrainer trainer =
        restarted.trainer(settings(Map.of()), Optional.of(state), controls)) {
      trainer.accept(new Control(OUT)); // the log of words is read again
      trainer.accept(new Control(IN));
      workAll(trainer, END);
    }

    assertThat(restarted.digests()).isEqualTo(model.digests());
    assertThat(restarted.refusals).isEmpty();
  }

  private List<TrainerInput> said(int place, RawRecord... words) {
    List<TrainerInput> inputs = new ArrayList<>(feed);
    for (int i = 0; i < words.length; i++) {
      inputs.add(place + i, new Control(words[i]));
    }
    return inputs;
  }
}
